using System.Text.RegularExpressions;

namespace BatchGen.House.Tests;

/// <summary>Files that one reads in one go: of at most 300 lines, but for those of which ARCHITECTURE.md says why.</summary>
public sealed partial class LengthTests
{
    private const int MostLines = 300;

    [Fact]
    public void Files_AreNoLongerThanOneReads_ButThoseWithAReason()
    {
        var written = Reason().Matches(File.ReadAllText(Path.Combine(Sources.Root, "ARCHITECTURE.md"))).Select(row => row.Groups["path"].Value);
        var found = new[] { "src", "tests" }
            .SelectMany(root => Directory.EnumerateFiles(Path.Combine(Sources.Root, root), "*.cs", SearchOption.AllDirectories))
            .Select(file => (Path: Path.GetRelativePath(Sources.Root, file).Replace('\\', '/'), File: file))
            .Where(file => !Built().IsMatch(file.Path) && File.ReadLines(file.File).Count() > MostLines)
            .Select(file => file.Path);

        Assert.Equal(found.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^- `(?<path>(src|tests)/[^`]+\.cs)`: \w", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Reason();

    [GeneratedRegex("/(bin|obj)/", RegexOptions.ExplicitCapture)]
    private static partial Regex Built();
}
