using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Tests.Chunking.Syntax;

public sealed class LanguagesTests
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
    public void Detect_TellsTheLanguage_FromTheName(string path, string expected) =>
        Assert.Equal(expected, Languages.Detect(path).Name);

    [Theory]
    [InlineData("py", "python")]
    [InlineData("C#", "csharp")]
    [InlineData("C++", "cpp")]
    [InlineData("tsx", "typescript")]
    [InlineData("golang", "go")]
    [InlineData(" Bash ", "shell")]
    public void FindByFence_KnowsWhatModelsWrite_InAnyCase(string fence, string expected) =>
        Assert.Equal(expected, Languages.FindByFence(fence)?.Name);

    [Fact]
    public void FindByFence_IsNull_WhenNobodyKnowsTheName() => Assert.Null(Languages.FindByFence("brainf"));

    [Theory]
    [InlineData("view.razor", "html")]
    [InlineData("theme.scss", "css")]
    [InlineData("settings.jsonc", "json")]
    [InlineData("SConstruct", "python")]
    [InlineData("kernel.cu", "cpp")]
    public void Detect_TakesTheSyntaxOfARelatedLanguage(string path, string expected) =>
        Assert.Equal(expected, Languages.Detect(path).Name);

    [Fact]
    public void All_ShareNoKind()
    {
        string[] kinds = [.. Languages.All.SelectMany(language => language.Kinds).Select(kind => kind.Name)];

        Assert.Equal(kinds.Distinct(), kinds);
    }

    [Theory]
    [InlineData("python", "# x")]
    [InlineData("csharp", "// x")]
    [InlineData("sql", "-- x")]
    [InlineData("css", "/* x */")]
    [InlineData("markdown", "<!-- x -->")]
    [InlineData("text", "[x]")]
    public void Wrap_MakesAComment_AsTheLanguageWritesIt(string language, string expected) =>
        Assert.Equal(expected, Languages.FindByName(language)!.Comments.Wrap("x"));

    [Fact]
    public void Wrap_KeepsTheCommentClosedOnce_WhenTheTextClosesIt() =>
        Assert.Equal("/* a* /b */", CommentSyntax.OfBlock("/*", "*/").Wrap("a*/b"));
}
