using BatchGen.Code.Inputs;
using BatchGen.Code.Languages;

namespace BatchGen.Code.Tests.Languages;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("src/Order.cs", "csharp")]
    [InlineData("C:\\code\\ORDER.PY", "python")]
    [InlineData("a/b.component.tsx", "typescript")]
    [InlineData("lib/x.mjs", "javascript")]
    [InlineData("Main.java", "java")]
    [InlineData("kernel.c", "c")]
    [InlineData("kernel.h", "cpp")]
    [InlineData("main.go", "go")]
    [InlineData("lib.rs", "rust")]
    [InlineData("schema.sql", "sql")]
    [InlineData("README.md", "markdown")]
    [InlineData("deploy/Dockerfile", "shell")]
    [InlineData("notes", "text")]
    [InlineData("archive.unknown", "text")]
    [InlineData("", "text")]
    public void SyntaxOfFile_TellsTheLanguage_FromTheName(string path, string expected) =>
        Assert.Equal(expected, Language.SyntaxOfFile(path).Name);

    [Theory]
    [InlineData("py", "python")]
    [InlineData("C#", "csharp")]
    [InlineData("C++", "cpp")]
    [InlineData("tsx", "typescript")]
    [InlineData("golang", "go")]
    [InlineData(" Bash ", "shell")]
    public void Find_KnowsWhatModelsWrite_InAnyCase(string fence, string expected) =>
        Assert.Equal(expected, Language.Find(fence)?.Syntax?.Name);

    [Fact]
    public void Find_IsNull_WhenNobodyKnowsTheName() => Assert.Null(Language.Find("brainf")?.Syntax);

    [Theory]
    [InlineData("view.razor", "html")]
    [InlineData("theme.scss", "css")]
    [InlineData("settings.jsonc", "json")]
    [InlineData("SConstruct", "python")]
    [InlineData("kernel.cu", "cpp")]
    public void SyntaxOfFile_TakesTheSyntaxOfARelatedLanguage(string path, string expected) =>
        Assert.Equal(expected, Language.SyntaxOfFile(path).Name);

    [Fact]
    public void All_ShareNoName()
    {
        string[] names = [.. Language.All.Select(language => language.Name)];

        Assert.Equal(names.Distinct(), names);
    }

    [Theory]
    [InlineData("javascript", "JavaScript")]
    [InlineData("typescript", "TypeScript")]
    [InlineData("cpp", "C++")]
    [InlineData("css", "CSS")]
    [InlineData("html", "HTML")]
    [InlineData("shell", "Bash")]
    public void UsualOf_IsTheLanguageASyntaxIsNamedAfter(string syntax, string expected) =>
        Assert.Equal(expected, Language.UsualOf(Language.FindSyntax(syntax)!)?.Name);

    [Theory]
    [InlineData("python", "# x")]
    [InlineData("csharp", "// x")]
    [InlineData("sql", "-- x")]
    [InlineData("css", "/* x */")]
    [InlineData("markdown", "<!-- x -->")]
    [InlineData("text", "[x]")]
    public void Wrap_MakesAComment_AsTheLanguageWritesIt(string language, string expected) =>
        Assert.Equal(expected, Language.FindSyntax(language)!.Comments.Wrap("x"));

    [Fact]
    public void Wrap_KeepsTheCommentClosedOnce_WhenTheTextClosesIt() =>
        Assert.Equal("/* a* /b */", CommentSyntax.OfBlock("/*", "*/").Wrap("a*/b"));

    [Theory]
    [InlineData("a/b.py", "Python")]
    [InlineData("B.CS", "C#")]
    [InlineData("x.h", "C")]
    [InlineData("x.hpp", "C++")]
    [InlineData("app.tsx", "TSX")]
    [InlineData("Dockerfile", "Dockerfile")]
    [InlineData("src/CMakeLists.txt", "CMake")]
    [InlineData("go", null)]
    [InlineData("notes.txt", null)]
    public void OfFile_GoesByNameThenExtension(string raw, string? expected)
    {
        Assert.True(SafePath.TryParse(raw, out var path, out _));
        Assert.Equal(expected, Language.OfFile(path.Value)?.Name);
    }

    [Theory]
    [InlineData("csharp", "C#")]
    [InlineData("C#", "C#")]
    [InlineData(" cs ", "C#")]
    [InlineData("golang", "Go")]
    [InlineData("shell", "Bash")]
    [InlineData("python3", "Python")]
    [InlineData("brainfog", null)]
    public void Find_KnowsEveryName(string name, string? expected) => Assert.Equal(expected, Language.Find(name)?.Name);
}
