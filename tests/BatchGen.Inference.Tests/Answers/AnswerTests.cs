using System.Text;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Runtime;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Answers;

public sealed class AnswerTests
{
    private const int End = 256;
    private const int Other = 257;

    private static readonly FakeVocabulary Vocabulary = new("<end>", "<other>");

    [Fact]
    public void Add_Stops_WhenTheVocabularysEndTokenComes() =>
        AssertAnswer(new ASequence(), [.. Bytes("done"), End], "done", FinishReason.Stop);

    [Fact]
    public void Add_Stops_WhenAStopTokenComes() =>
        AssertAnswer(new ASequence().WithStopTokens(Other), [.. Bytes("done"), Other], "done", FinishReason.Stop);

    [Fact]
    public void Add_Stops_WhenAStopTextIsComplete() =>
        AssertAnswer(new ASequence().WithStopTexts("\n\n"), Bytes("one\n\n"), "one", FinishReason.Stop);

    [Fact]
    public void Add_EndsByLength_WhenTheLastTokenIsTaken() =>
        AssertAnswer(new ASequence().WithMaxNewTokens(3), Bytes("abc"), "abc", FinishReason.Length);

    [Fact]
    public void Add_PrefersStop_WhenTheLastTokenIsTheEnd() =>
        AssertAnswer(new ASequence().WithMaxNewTokens(3), [.. Bytes("ab"), End], "ab", FinishReason.Stop);

    [Fact]
    public void Add_GivesBackWhatItHeld_WhenTheAnswerEndsInsideAStopText() =>
        AssertAnswer(new ASequence().WithStopTexts("END"), [.. Bytes("the EN"), End], "the EN", FinishReason.Stop);

    [Fact]
    public void Add_ReplacesTheHalfCharacter_WhenTheAnswerIsCutInIt() =>
        AssertAnswer(new ASequence().WithMaxNewTokens(3), [.. Bytes("a代")[..3]], "a\uFFFD", FinishReason.Length);

    [Fact]
    public void Add_LeavesNothingOut_WhenATokenHasNoPiece() =>
        AssertAnswer(new ASequence().WithMaxNewTokens(3), ['a', Other, 'b'], "ab", FinishReason.Length);

    [Theory]
    [InlineData("one END", "END", "one ")]
    [InlineData("one", "zzz", "one")]
    [InlineData("a代b", "b", "a代")]
    public void Chances_AreThoseOfTheTextThatIsShown_AndComeWithIt(string says, string stop, string shown)
    {
        var answer = new Answer(Vocabulary, LimitsOf(new ASequence().WithStopTexts(stop).WithMaxNewTokens(100)));
        var text = new StringBuilder();
        var told = new List<byte>();
        foreach (var token in Bytes(says).Append(End))
        {
            var reason = answer.Add(token, new TokenChances(new TokenChance(token < End ? new[] { (byte)token } : [], -1), []));
            var delta = answer.TakeNew();
            text.Append(delta.Text);
            told.AddRange(delta.Tokens.SelectMany(chances => chances.Drawn.Bytes.ToArray()));
            if (reason is not null)
                break;
        }

        Assert.Equal(shown, text.ToString());
        Assert.Equal(Encoding.UTF8.GetBytes(shown), told);
        Assert.Equal(told, answer.Chances.SelectMany(chances => chances.Drawn.Bytes.ToArray()));
    }

    private static AnswerLimits LimitsOf(SequenceRequest request) => new(request.StopTexts, request.StopTokens, request.MaxNewTokens);

    private static int[] Bytes(string text) => [.. Encoding.UTF8.GetBytes(text).Select(value => (int)value)];

    /// <summary>The last of the tokens, and none before it, must end the answer.</summary>
    private static void AssertAnswer(SequenceRequest request, int[] tokens, string text, FinishReason reason)
    {
        var answer = new Answer(Vocabulary, LimitsOf(request));
        var deltas = new StringBuilder();
        foreach (var token in tokens[..^1])
        {
            Assert.Null(answer.Add(token));
            deltas.Append(answer.TakeNew().Text);
        }

        Assert.Equal(reason, answer.Add(tokens[^1]));
        deltas.Append(answer.TakeNew().Text);
        Assert.Equal(text, answer.Text);
        Assert.Equal(text, deltas.ToString());
        Assert.Equal(tokens.Length, answer.TokenCount);
    }
}
