using BatchGen.Code.Answers;
using BatchGen.Code.Languages;

namespace BatchGen.Code.Tests.Answers;

public sealed class CodeComparisonTests
{
    [Theory]
    [InlineData("csharp", "class A { int x = 1; }", "/// <summary>A.</summary>\nclass A\n{\n    // one\n    int x = 1; // more\n}\n")]
    [InlineData("csharp", "var s = \"// no comment\";", "/* why */ var s = \"// no comment\";")]
    [InlineData("csharp", "#if X\nint a;\n#endif", "#if X // when\n// a\nint a;\n#endif")]
    [InlineData("csharp", "int a;", "#region A\nint a;\n#endregion")]
    [InlineData("java", "int a = f(b);", "int a =\n  // note\n  f(b); /* done */")]
    [InlineData("c", "#define A 1\nint a;", "/* one */\n#define A 1 /* x */\n\nint a; // y")]
    [InlineData("cpp", "auto s = R\"(// x)\";", "auto s = R\"(// x)\"; // y")]
    [InlineData("javascript", "function f() {\n  return 1\n}", "/**\n * F.\n */\nfunction f() {\n  // one\n\n  return 1\n}")]
    [InlineData("javascript", "f(a,\n  b)", "f(a, // first\n  b // second\n)")]
    [InlineData("typescript", "const u = 'http://x'", "const u = 'http://x' // where")]
    [InlineData("go", "func f() {\n\treturn\n}", "// f does.\nfunc f() {\n\n\treturn // done\n}")]
    [InlineData("rust", "fn f() { 1 }", "/// F.\nfn f() {\n    // one\n    1\n}")]
    [InlineData("sql", "SELECT a FROM b;", "-- all\nSELECT a\nFROM b; /* x */")]
    [InlineData("python", "def f(x):\n    return x", "def f(x):\n    \"\"\"Return x.\n\n    Really.\n    \"\"\"\n    # as it is\n    return x  # x\n")]
    [InlineData("python", "def f(x):\n    return x", "def f(x):\n  return x")]
    [InlineData("python", "a = [1,\n 2]", "a = [1,  # one\n     2]")]
    [InlineData("python", "a = 1 + \\\n  2", "a = 1 + 2")]
    [InlineData("java", "", "// nothing\n")]
    public void Compare_SaysUnchanged_WhenOnlyCommentsAndFreeBlanksDiffer(string language, string before, string after)
    {
        Assert.Equal(CodeVerdict.Unchanged, Compare(language, before, after).Verdict);
        Assert.Equal(CodeVerdict.Unchanged, Compare(language, before.ReplaceLineEndings("\r\n"), after).Verdict);
    }

    [Theory]
    [InlineData("csharp", "int a = 1;\nint b = 2;", "int a = 1;\n// two\nint b = 3;", 2, 3)]
    [InlineData("csharp", "var s = \"a b\";", "var s = \"a  b\";", 1, 1)]
    [InlineData("csharp", "#if X\nint a;\n#endif", "#if Y\nint a;\n#endif", 1, 1)]
    [InlineData("csharp", "#if X\nint a;\n#endif", "#if X\nint b;\n#endif", 2, 2)]
    [InlineData("csharp", "int a;\nint b;", "int a;", 2, 1)]
    [InlineData("java", "a + +b", "a ++ b", 1, 1)]
    [InlineData("c", "#define A 1\nint a;", "#define A 1 int a;", 2, 1)]
    [InlineData("javascript", "return\nx", "return x", 2, 1)]
    [InlineData("javascript", "a = b/c", "a = b//c", 1, 1)]
    [InlineData("python", "if a:\n    b\n    c", "if a:\n    b\nc", 3, 3)]
    [InlineData("python", "x = 'a'", "x = \"a\"", 1, 1)]
    [InlineData("python", "x = '''a'''", "x = '''a'''\ny", 1, 2)]
    [InlineData("sql", "SELECT 'a--b'", "SELECT 'a--c'", 1, 1)]
    [InlineData("rust", "let a = 'b';", "let a = 'c';", 1, 1)]
    public void Compare_SaysWhereItChanged_WhenCodeDiffers(string language, string before, string after, int beforeLine, int afterLine) =>
        Assert.Equal(new CodeComparison(CodeVerdict.Changed, beforeLine, afterLine), Compare(language, before, after));

    [Theory]
    [InlineData("markdown")]
    [InlineData("text")]
    [InlineData("shell")]
    public void Compare_ClaimsNothing_WhenCommentsCannotBeTold(string language) =>
        Assert.Equal(CodeVerdict.NotComparable, Compare(language, "a", "a").Verdict);

    [Fact]
    public void Compare_ClaimsNothing_WhenRoslynCannotBeAsked() =>
        Assert.Equal(CodeVerdict.NotComparable, Compare("csharp", new string('{', 10_000), "").Verdict);

    private static CodeComparison Compare(string language, string before, string after) =>
        CodeComparison.Compare(before, after, Language.FindSyntax(language)!);
}
