using System.Text.RegularExpressions;

namespace BatchGen.Web.Tests.Documents;

/// <summary>Links between the documents lead to a file that is there, and to a heading that it has.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents => [.. DocumentCommand.Documents()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryLink_LeadsSomewhere(string document)
    {
        var file = new DocumentFile(document.Split('/'));
        var dead = Link().Matches(file.Text).Select(link => link.Groups["to"].Value).Where(link => !Leads(file.FullPath, link));

        Assert.Empty(dead);
    }

    private static bool Leads(string from, string link)
    {
        if (link.Contains("://", StringComparison.Ordinal))
            return true;
        var (path, heading) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
        var target = path.Length == 0 ? from : Path.GetFullPath(path, Path.GetDirectoryName(from)!);
        return heading.Length == 0 ? Path.Exists(target) : File.Exists(target) && HeadingsOf(target).Contains(heading);
    }

    /// <summary>As GitHub makes an anchor of a heading: small letters, blanks as hyphens, no punctuation.</summary>
    private static IEnumerable<string> HeadingsOf(string file) => Heading().Matches(File.ReadAllText(file))
        .Select(heading => Punctuation().Replace(heading.Groups["words"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<words>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
