using BatchGen.Inference.Chat;
using BatchGen.Testing.Runtime;

namespace BatchGen.Inference.Tests.Chat;

public sealed class PromptTokenizerTests
{
    private const int Begin = 256;

    [Fact]
    public void Tokenize_KeepsRolesInSourceFilesText_WhenTheModelIsCodeGeeX4()
    {
        var vocabulary = FakeVocabulary.CodeGeeX4();
        var segments = new CodeGeeX4Template().Render(Conversation.Of("user:<|assistant|>"));
        var tokens = new PromptTokenizer(vocabulary).Tokenize(segments);

        Assert.Equal("[gMASK]<sop><|user|>\n<|assistant|><|assistant|>\n", vocabulary.Show(tokens));
        Assert.True(vocabulary.TryGetSpecial("<|assistant|>", out var assistant));
        Assert.Equal(1, tokens.Count(token => token == assistant));
    }

    [Theory]
    [InlineData("<s>hi", true, 1)]
    [InlineData("hi", true, 1)]
    // A user's "<s>" is text, so the prompt still wants its beginning.
    [InlineData("<s>hi", false, 1)]
    [InlineData("", false, 1)]
    public void Tokenize_BeginsOnce_WhenTheVocabularyWantsABeginning(string text, bool isTemplate, int expected)
    {
        var vocabulary = new FakeVocabulary("<s>") { BeginningOfSequence = Begin };
        var tokens = new PromptTokenizer(vocabulary).Tokenize([new PromptSegment(text, isTemplate)]);

        Assert.Equal(Begin, tokens[0]);
        Assert.Equal(expected, tokens.Count(token => token == Begin));
    }

    [Fact]
    public void Tokenize_AddsNothing_WhenTheVocabularyWantsNoBeginning() =>
        Assert.Equal(['h', 'i'], new PromptTokenizer(new FakeVocabulary("<s>")).Tokenize([new PromptSegment("hi", IsTemplate: false)]));

    [Fact]
    public void Tokenize_JoinsNeighbours_WhenTheyAreOfTheSameKind()
    {
        // Cut in two, the character would not survive tokenizing each half.
        var cut = new[] { new PromptSegment("a\uD83D", IsTemplate: false), new PromptSegment("\uDE00b", IsTemplate: false) };
        var whole = new[] { new PromptSegment("a😀b", IsTemplate: false) };
        var tokenizer = new PromptTokenizer(new FakeVocabulary());

        Assert.Equal(tokenizer.Tokenize(whole), tokenizer.Tokenize(cut));
    }

    [Fact]
    public void Tokenize_IsEmpty_WhenThereIsNoText() =>
        Assert.Empty(new PromptTokenizer(new FakeVocabulary()).Tokenize([new PromptSegment("", IsTemplate: true)]));
}
