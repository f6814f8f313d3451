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
        var found = Sources.Projects
            .SelectMany(Sources.TextsOf)
            .Where(file => file.Text.TrimEnd().Count(character => character == '\n') >= MostLines)
            .Select(file => file.Path.Replace('\\', '/'));

        Assert.Equal(found.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^- `(?<path>src/[^`]+\.cs)`: \w", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Reason();
}
