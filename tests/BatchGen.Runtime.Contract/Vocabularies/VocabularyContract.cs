using System.Text;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Vocabularies;

public abstract class VocabularyContract(RuntimeUnderTest runtime)
{
    private IVocabulary Vocabulary => runtime.SharedModel.Vocabulary;

    [Theory]
    [InlineData("def add(a, b):\n    return a + b\n")]
    [InlineData("写一个快速排序函数")]
    [InlineData("naïve 🙂👩‍👩‍👧 мир")]
    [InlineData("<|user|> stays text")]
    [InlineData("tab\tnul\0crlf\r\n")]
    [InlineData(" leading and trailing ")]
    [InlineData("")]
    public void Tokenize_LosesNothing(string text)
    {
        var tokens = Vocabulary.Tokenize(text, parseSpecial: false);

        Assert.Equal(text, Encoding.UTF8.GetString([.. tokens.SelectMany(token => Vocabulary.GetPiece(token).ToArray())]));
    }

    [Fact]
    public void Tokenize_AddsNothingBeforeOrAfter() => Assert.Equal([(int)'a'], Vocabulary.Tokenize("a", parseSpecial: true).Select(ByteOf));

    [Fact]
    public void Tokenize_GivesTheSpecialToken_WhenSpecialsAreParsed() =>
        Assert.Equal([RandomVocabulary.IdOf("<|user|>")], Vocabulary.Tokenize("<|user|>", parseSpecial: true));

    [Fact]
    public void Tokenize_KeepsSpecialTextAsText_WhenSpecialsAreNotParsed() =>
        Assert.All(Vocabulary.Tokenize("<|user|>", parseSpecial: false), token => Assert.True(token < RandomVocabulary.FirstSpecial));

    [Fact]
    public void Tokenize_HandlesALongLineWithoutBreaks() =>
        Assert.Equal(1_000_000, Vocabulary.Tokenize(new string('x', 1_000_000), parseSpecial: false).Length);

    [Fact]
    public void TryGetSpecial_FindsEverySpecialToken() =>
        Assert.All(RandomVocabulary.Specials, text =>
        {
            Assert.True(Vocabulary.TryGetSpecial(text, out var token));
            Assert.Equal(RandomVocabulary.IdOf(text), token);
        });

    [Theory]
    [InlineData("return")]
    [InlineData("<|nobody|>")]
    [InlineData("")]
    public void TryGetSpecial_FindsNothingElse(string text) => Assert.False(Vocabulary.TryGetSpecial(text, out _));

    [Theory]
    [InlineData("<|endoftext|>", true)]
    [InlineData("<|user|>", true)]
    [InlineData("<|observation|>", false)]
    public void IsEndOfGeneration_IsWhatTheFileSays(string special, bool expected) =>
        Assert.Equal(expected, Vocabulary.IsEndOfGeneration(RandomVocabulary.IdOf(special)));

    [Fact]
    public void GetPiece_IsEmpty_ForControlTokens() =>
        Assert.True(Vocabulary.GetPiece(RandomVocabulary.IdOf("<|assistant|>")).IsEmpty);

    [Fact]
    public void GetPiece_GivesPartsOfACharacter_AsTheyAre()
    {
        var tokens = Vocabulary.Tokenize("é", parseSpecial: false);

        Assert.Equal([0xC3, 0xA9], tokens.Select(ByteOf));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(1_000_000)]
    public void GetPiece_Throws_WhenTheTokenIsOutOfRange(int token)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.GetPiece(token).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.IsEndOfGeneration(token));
    }

    [Fact]
    public void GetPiece_AllocatesNothing()
    {
        var length = Vocabulary.GetPiece(0).Length;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var token = 0; token < Vocabulary.Size; token++)
            length += Vocabulary.GetPiece(token).Length;

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(length > 0);
    }

    [Fact]
    public void BeginningOfSequence_IsNull_WhenTheFileWantsNone() => Assert.Null(Vocabulary.BeginningOfSequence);

    private int ByteOf(int token) => Assert.Single(Vocabulary.GetPiece(token).ToArray());
}
