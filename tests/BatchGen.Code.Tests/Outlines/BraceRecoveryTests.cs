namespace BatchGen.Code.Tests.Outlines;

public sealed class BraceRecoveryTests
{
    [Theory]
    [InlineData("a brace too few", "void f() {\n  if (a) {\n    b();\n\n}\n\nvoid g() {\n}\n")]
    [InlineData("a brace too many", "void f() {\n}}\n\nvoid g() {\n}\n")]
    [InlineData("a bracket never closed", "void f() {\n  a(b[1;\n}\n\nvoid g() {\n}\n")]
    [InlineData("a stray bracket", "void f() {\n  a)];\n}\n\nvoid g() {\n}\n")]
    [InlineData("two heads for one body", "#ifdef A\nvoid f(int a) {\n#else\nvoid f(long a) {\n#endif\n  b();\n}\n\nvoid g() {\n}\n")]
    public void Read_PartsTheNextFunction_WhenBracesDoNotMatch(string how, string text)
    {
        Assert.NotEmpty(how);
        Assert.Contains("Declaration: void g() {", OutlineText.GetBoundaries("c", text));
    }

    [Fact]
    public void Read_PartsTheNextFunction_WhenAPythonBracketWasNeverClosed() =>
        Assert.Contains("Declaration: def g():", OutlineText.GetBoundaries("python", "def f():\n    a(b[1\n\n\ndef g():\n    pass\n"));

    [Fact]
    public void Read_PartsTheNextStatement_WhenASqlBlockWasNeverClosed() =>
        Assert.Contains(
            "Declaration: CREATE TABLE b (c int);", OutlineText.GetBoundaries("sql", "CREATE PROCEDURE a()\nBEGIN\n  SELECT 1;\n\nCREATE TABLE b (c int);\n"));

    [Fact]
    public void Read_KeepsMethodsApart_WhenAConstraintNamesClass() =>
        Assert.Equal(
            ["Member: void B() { }"],
            OutlineText.GetBoundaries("csharp", "class C\n{\n    void A<T>() where T : class {\n        x();\n    }\n    void B() { }\n}\n"));
}
