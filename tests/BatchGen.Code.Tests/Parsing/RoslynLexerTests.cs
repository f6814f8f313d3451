using BatchGen.Code.Parsing;

namespace BatchGen.Code.Tests.Parsing;

public sealed class RoslynLexerTests
{
    [Theory]
    [InlineData("x = \"a\" + b; // c", "\"a\"", "// c")]
    [InlineData("x = $\"a{b(\"}\")}c\" + d", "$\"a{b(\"}\")}c\"")]
    [InlineData("x = $$\"\"\"{ {{y}} }\"\"\" + d", "$$\"\"\"{ {{y}} }\"\"\"")]
    [InlineData("x = @\"a\"\"b\" + '\\'' + \"z\"u8", "@\"a\"\"b\"", "'\\''", "\"z\"u8")]
    [InlineData("/// doc\n/* { */ class A", "/// doc", "/* { */")]
    [InlineData("#if NO\n// c\n\"s\"\n#endif", "// c", "\"s\"")]
    public void Read_FindsCommentsAndLiterals_WhereverTheyStand(string text, params string[] expected) =>
        Assert.Equal(expected, Lexers.CSharp.Read(text).Select(region => text[region.Start..region.End]));

    // Each of these, given to Roslyn, ends the process or takes minutes.
    [Theory]
    [InlineData("$\"{")]
    [InlineData("$$\"\"\"{{")]
    [InlineData("#if A\n")]
    [InlineData("#endif\n")]
    [InlineData("#else\n")]
    [InlineData("#region\n")]
    [InlineData("#define A\n")]
    public void Allow_IsFalse_WhenTheLexerWouldGoOnWithoutEnd(string repeated) =>
        Assert.False(RoslynLimits.Allow(string.Concat(Enumerable.Repeat(repeated, 200_000))));

    [Fact]
    public void Allow_IsTrue_WhenCodeIsLikePeopleWriteIt() =>
        Assert.True(RoslynLimits.Allow(
            string.Concat(Enumerable.Repeat("#region A\n#if DEBUG\nclass C { int M() => $\"{x}\".Length; }\n#else\n#endif\n#endregion\n", 10_000))));

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("a<")]
    [InlineData("[..]?")]
    [InlineData("$\"{")]
    public void Read_EndsAndIsFollowedByTheRest_WhenTextIsHostile(string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 50_000)) + "\n// last";
        Assert.Equal(text.Length, Lexers.CSharp.Read(text)[^1].End);
    }
}
