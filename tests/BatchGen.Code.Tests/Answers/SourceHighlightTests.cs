using BatchGen.Code.Answers;

namespace BatchGen.Code.Tests.Answers;

public sealed class SourceHighlightTests
{
    [Theory]
    [InlineData("python", "def f(n):  # why\n    return 'x' * 12\n")]
    [InlineData("csharp", "public int F() => 1; // \"no\"\r\n/* open")]
    [InlineData("sql", "select a from b where c = 'd' -- e")]
    [InlineData("js", "const a = /b/; <script>alert(1)</script>")]
    [InlineData("", "no language")]
    [InlineData(null, "\ud83d\ude00 def")]
    [InlineData("python", "")]
    public void Of_IsTheTextItself_WhenItsPiecesAreJoined(string? fence, string text) =>
        Assert.Equal(text, string.Concat(SourceHighlight.Of(text, fence).Select(span => span.Text)));

    [Theory]
    [InlineData("python", "return", HighlightKind.Keyword)]
    [InlineData("python", "# why", HighlightKind.Comment)]
    [InlineData("python", "'x'", HighlightKind.Literal)]
    [InlineData("python", "12", HighlightKind.Number)]
    [InlineData("sql", "select", HighlightKind.Keyword)]
    [InlineData("sql", "SELECT", HighlightKind.Keyword)]
    [InlineData("python", "returned", HighlightKind.Plain)]
    [InlineData("cobol", "return", HighlightKind.Plain)]
    public void Of_TellsWhatAPieceIs(string fence, string text, HighlightKind kind) =>
        Assert.Equal([new HighlightSpan(kind, text)], SourceHighlight.Of(text, fence));

    [Fact]
    public void Of_LeavesColoursOut_WhenTheTextIsTooLong() =>
        Assert.Single(SourceHighlight.Of(new string('1', SourceHighlight.MaxCharacters + 1), "python"));
}
