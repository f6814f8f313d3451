using BatchGen.Batches.Chunking.Outlines;

namespace BatchGen.Batches.Tests.Chunking.Outlines;

public sealed class RoslynLimitsTests
{
    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("a<")]
    [InlineData("(a,")]
    [InlineData("delegate*<")]
    [InlineData("a switch{")]
    [InlineData("$\"{")]
    [InlineData("#if A\n")]
    public void Allow_IsFalse_WhenTheParserWouldRecurseWithoutEnd(string repeated) =>
        Assert.False(RoslynLimits.Allow(string.Concat(Enumerable.Repeat(repeated, 200_000))));

    [Fact]
    public void Allow_IsTrue_WhenCodeIsLikePeopleWriteIt() =>
        Assert.True(RoslynLimits.Allow(string.Concat(Enumerable.Repeat(
            """
            #if DEBUG
            [A][B] class C<T> where T : IComparable<T> { int[][] M() => a < b ? [[1, 2], [3]] : x => { f(g(h(1))); }; }
            #endif

            """,
            1000))));

    [Theory]
    [InlineData("(")]
    [InlineData("[]")]
    [InlineData("$\"{")]
    public void ReadCSharp_StillPartsTheRest_WhenTheParserCannotBeAsked(string repeated)
    {
        var text = "class A\n{\n}\n\nclass B\n{\n}\n\n// " + string.Concat(Enumerable.Repeat(repeated, 200_000)) + "\n";
        Assert.Contains("Declaration: class B", OutlineText.GetBoundaries("csharp", text));
    }
}
