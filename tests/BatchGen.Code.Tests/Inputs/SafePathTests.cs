using BatchGen.Code.Inputs;
using CsCheck;

namespace BatchGen.Code.Tests.Inputs;

public sealed class SafePathTests
{
    private const string Root = "/srv/uploads/batch";

    [Theory]
    [InlineData("a.cs", "a.cs")]
    [InlineData("src/a.cs", "src/a.cs")]
    [InlineData("./src//a.cs", "src/a.cs")]
    [InlineData("src\\sub\\a.cs", "src/sub/a.cs")]
    [InlineData("src/..a/b..c/...d", "src/..a/b..c/...d")]
    [InlineData(".gitignore", ".gitignore")]
    [InlineData("文档/说明.md", "文档/说明.md")]
    [InlineData("emoji 🎉.md", "emoji 🎉.md")]
    [InlineData("12:30.log", "12:30.log")]
    public void TryParse_Normalizes_WhenThePathStaysInside(string raw, string expected)
    {
        Assert.True(SafePath.TryParse(raw, out var path, out _));
        Assert.Equal(expected, path.Value);
    }

    [Theory]
    [InlineData("../a.cs", "path_escapes")]
    [InlineData("src/../../a.cs", "path_escapes")]
    [InlineData("src\\..\\..\\a.cs", "path_escapes")]
    [InlineData("a/.. /b", "path_escapes")]
    [InlineData("a/.../b", "path_escapes")]
    [InlineData("..", "path_escapes")]
    [InlineData("/etc/passwd", "path_absolute")]
    [InlineData("\\\\server\\share\\a", "path_absolute")]
    [InlineData("C:\\a.cs", "path_absolute")]
    [InlineData("c:a.cs", "path_absolute")]
    [InlineData("src/D:/a.cs", "path_absolute")]
    [InlineData("a\nb.cs", "path_control_character")]
    [InlineData("a\0.cs", "path_control_character")]
    [InlineData("a\u202Esc.exe", "path_control_character")]
    [InlineData("", "path_empty")]
    [InlineData("././.", "path_empty")]
    [InlineData("src/", "path_is_folder")]
    public void TryParse_SaysWhichRuleIsBroken_WhenThePathIsUnsafe(string raw, string code)
    {
        Assert.False(SafePath.TryParse(raw, out _, out var problem));
        Assert.Equal(code, problem.Code);
        Assert.DoesNotContain(problem.Message, char.IsControl);
    }

    [Fact]
    public void TryParse_Refuses_WhenASurrogateIsAlone()
    {
        Assert.False(SafePath.TryParse("a\uD800.cs", out _, out var problem));
        Assert.Equal("path_control_character", problem.Code);
    }

    [Fact]
    public void TryParse_Refuses_WhenThePathIsTooLong()
    {
        Assert.False(SafePath.TryParse(new string('a', SafePath.MaxCharacters + 1), out _, out var problem));
        Assert.Equal("path_too_long", problem.Code);
    }

    [Fact]
    public void TryParse_NeverLetsAPathEscape()
    {
        var hostile = Gen.OneOf(
            Gen.OneOf("..", ".", "...", ".. ", "/", "\\", "//", "C:", "c:", "a", "b.cs", " ", "\0", "\n", "~", "%2e%2e", "．．"),
            Gen.String);
        hostile.Array[0, 8].Select(string.Concat).Sample(raw =>
        {
            if (!SafePath.TryParse(raw, out var path, out var problem))
                return problem.Code.StartsWith("path_", StringComparison.Ordinal);
            var segments = path.Value.Split('/');
            return Path.GetFullPath(Path.Combine(Root, path.Value)).StartsWith(Root + "/", StringComparison.Ordinal)
                && !path.Value.Contains('\\')
                && segments.All(segment => segment.TrimEnd('.', ' ').Length > 0)
                && segments.All(segment => segment.Length < 2 || segment[1] != ':' || !char.IsAsciiLetter(segment[0]))
                && SafePath.TryParse(path.Value, out var again, out _) && again == path;
        });
    }
}
