using BatchGen.Code.Answers;
using BatchGen.Code.Languages;
using BatchGen.Code.Tests.Splitting;
using CsCheck;

namespace BatchGen.Code.Tests.Answers;

public sealed class CommentStripperTests
{
    [Theory]
    [InlineData("csharp", "// a\nint b; // c\n/* d */ int e;\n", "int b;\n int e;\n")]
    [InlineData("csharp", "class A\n{\n    /// <summary>\n    /// B.\n    /// </summary>\n    int b;\n}\n", "class A\n{\n    int b;\n}\n")]
    [InlineData("java", "int a/* b */= 1;\r\n  // c\r\nint d;", "int a = 1;\r\nint d;")]
    [InlineData("javascript", "const s = '// no'; // yes", "const s = '// no';")]
    [InlineData("python", "def f():\n    \"\"\"F.\"\"\"\n    return 1  # one\n", "def f():\n    return 1\n")]
    [InlineData("sql", "SELECT 1 -- one\n", "SELECT 1\n")]
    public void Strip_LeavesTheCode_WhenThereAreComments(string language, string text, string expected) =>
        Assert.Equal(expected, CommentStripper.Strip(text, Language.FindSyntax(language)!));

    [Fact]
    public void Strip_IsNull_WhenCommentsCannotBeTold() => Assert.Null(CommentStripper.Strip("# a", Language.FindSyntax("shell")!));

    [Theory]
    [InlineData("csharp")]
    [InlineData("java")]
    [InlineData("javascript")]
    [InlineData("cpp")]
    [InlineData("go")]
    [InlineData("rust")]
    [InlineData("sql")]
    public void Strip_LeavesTheSameCode_WhateverTheTextIs(string language)
    {
        var known = Language.FindSyntax(language)!;
        SourceTexts.Code.Sample(
            text => CodeComparison.Compare(text, CommentStripper.Strip(text, known)!, known).Verdict == CodeVerdict.Unchanged,
            iter: 200);
    }
}
