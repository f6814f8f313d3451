using System.Text.RegularExpressions;

namespace BatchGen.House.Tests;

/// <summary>A row of ARCHITECTURE.md's table of arrows.</summary>
/// <param name="References">The projects it may reference.</param>
/// <param name="Folders">Lowest first: each may import those before it.</param>
internal sealed record WrittenProject(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Folders)
{
    /// <summary>Whether the arrow goes down; false too for a folder that is not written down.</summary>
    public bool Allows(Arrow import)
    {
        var from = IndexOf(import.From);
        var to = IndexOf(import.To);
        return to >= 0 && from > to;
    }

    private int IndexOf(string folder) => Folders.ToList().IndexOf(folder);
}

/// <summary>The section "Arrows" of ARCHITECTURE.md.</summary>
internal static partial class Written
{
    private static readonly string Section = ReadSection();

    public static IReadOnlyList<WrittenProject> Projects { get; } =
    [
        .. Row().Matches(Section)
            .Select(row => new WrittenProject(row.Groups["name"].Value, Names(row.Groups["references"].Value), Names(row.Groups["folders"].Value))),
    ];

    /// <summary>Arrows of a project that still go up, as listed below the table.</summary>
    public static IReadOnlyList<Arrow> UpwardOf(string project) =>
    [
        .. Upward().Matches(Section)
            .Where(line => line.Groups["project"].Value == project)
            .Select(line => new Arrow(line.Groups["from"].Value, line.Groups["to"].Value)),
    ];

    private static string[] Names(string cell) => cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string ReadSection()
    {
        var text = File.ReadAllText(Path.Combine(Sources.Root, "ARCHITECTURE.md")).ReplaceLineEndings("\n");
        var start = text.IndexOf("\n## Arrows\n", StringComparison.Ordinal);
        var end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return text[start..(end < 0 ? text.Length : end)];
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|(?<references>[^|]*)\|(?<folders>[^|]*)\|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex(@"^- `(?<project>\w+)`: (?<from>\w+) → (?<to>\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Upward();
}
