using BatchGen.Code.Answers;
using BatchGen.Code.Parsing;
using CsCheck;

namespace BatchGen.Code.Tests.Answers;

public sealed class SyntaxChecksTests
{
    [Theory]
    [InlineData("C#", "class A { int x => 1; }")]
    [InlineData("C#", "using System;\nConsole.WriteLine(1);")]
    [InlineData("C#", "public int Add(int a, int b) => a + b;")]
    [InlineData("C#", "record R(int X) { public int Y { get => field; set; } }")]
    [InlineData("C#", "")]
    [InlineData("JSON", "{\"a\": [1, 2.5e3, null, \"é\"]}")]
    [InlineData("JSON", "[]")]
    [InlineData("JavaScript", "import a from 'b'; export const c = await a?.x ?? 1n;")]
    [InlineData("JavaScript", "with (a) { b = 010 }")]
    [InlineData("JavaScript", "#!/usr/bin/env node\nclass A { #x = 1; static { } }")]
    public void Check_Accepts_WhatTheLanguageAllows(string language, string code) =>
        Assert.Equal(SyntaxStatus.Valid, SyntaxReport.Of(code, language, null).Status);

    [Theory]
    [InlineData("C#", "class A {\n    int x = ;\n}", "Line 2, column 13")]
    [InlineData("C#", "class A {", "Line 1, column 10")]
    [InlineData("JSON", "{\n  \"a\": 1,\n}", "Line 3, column 1")]
    [InlineData("JSON", "", "Line 1, column 1")]
    [InlineData("JSON", "{} {}", "Line 1, column 4")]
    [InlineData("JavaScript", "let a = 1;\nlet b = ;", "Line 2, column 9")]
    [InlineData("JavaScript", "if (a < b && c > d) {", "Line 1, column 22")]
    public void Check_SaysWhere_WhenTheCodeIsBroken(string language, string code, string where)
    {
        var report = SyntaxReport.Of(code, language, null);

        Assert.Equal(SyntaxStatus.Invalid, report.Status);
        Assert.StartsWith(where, report.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Python", "def f(:")]
    [InlineData("TypeScript", "let a: = 1")]
    [InlineData(null, "???")]
    [InlineData("JavaScript", "const a = <div>hi</div>;")]
    public void Check_DoesNotJudge_WhatNoParserKnows(string? language, string code)
    {
        var report = SyntaxReport.Of(code, language, "a.x");

        Assert.Equal(SyntaxStatus.NotChecked, report.Status);
        Assert.NotEmpty(report.Message);
        Assert.Equal("a.x", report.Path);
    }

    [Theory]
    [InlineData("C#", "int x = ", "(", ")", ";")]
    [InlineData("C#", "", "{", "}", "")]
    [InlineData("JSON", "", "[", "]", "")]
    [InlineData("JavaScript", "x = ", "(", ")", ";")]
    [InlineData("JavaScript", "", "{", "}", "")]
    [InlineData("JavaScript", "x = ", "[", "]", ";")]
    [InlineData("JavaScript", "x = ", "!", "", "1;")]
    [InlineData("JavaScript", "x = ", "`${", "}`", "")]
    public void Check_Survives_CodeThatNestsWithoutEnd(string language, string start, string open, string close, string end)
    {
        var code = start + string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000)) + end;

        Assert.Equal(language, SyntaxReport.Of(code, language, null).Language);
    }

    [Theory]
    [InlineData("C#")]
    [InlineData("JSON")]
    [InlineData("JavaScript")]
    public void Check_NeverThrows_WhateverTheCode(string language) =>
        Gen.OneOf(Gen.OneOf("{", "}", "(", "class A", ";", "\"", "'", "/*", "//", "`", "${", "/", "=>", "\\u", "<", "#if", "\n", "@", "$\"\"\""), Gen.String)
            .Array[0, 20].Select(parts => string.Join(' ', parts))
            .Sample(code => SyntaxReport.Of(code, language, null).Language == language);
}
