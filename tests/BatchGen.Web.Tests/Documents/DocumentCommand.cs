using System.Text.RegularExpressions;

namespace BatchGen.Web.Tests.Documents;

/// <summary>A command that README.md or a document in docs tells a person to type.</summary>
/// <param name="File">From the top of the repository.</param>
/// <param name="Block">The number of the fenced block in it, from 1.</param>
/// <param name="Words">As a shell splits it.</param>
/// <param name="NotRunBecause">
/// What stands below the block as "*Not run by a test: …*": for those of its commands that nothing else holds. Null without such a note.
/// </param>
internal sealed partial record DocumentCommand(string File, int Block, string[] Words, string? NotRunBecause)
{
    private const string PublishedProgram = "./BatchGen.Web";

    /// <summary>However it was started (docs/command-line.md).</summary>
    private const string Tool = "batchgen";

    public static IReadOnlyList<DocumentCommand> All { get; } = [.. Documents().SelectMany(In)];

    /// <summary>What the program itself is told; null when it is another command.</summary>
    public string[]? ProgramArguments => (string[])[.. Words.TakeWhile(word => word is not ("|" or ">" or ">>"))] switch
    {
        [PublishedProgram or Tool, .. var arguments] => arguments,
        // export KEY=$(batchgen keys create …)
        ["export", var variable, .. var rest] when variable.EndsWith($"=$({Tool}", StringComparison.Ordinal) && rest is [.. var before, var last] =>
            [.. before, last.TrimEnd(')')],
        ["dotnet", "run", ..] when Words.Zip(Words.Skip(1)).Contains(("--project", "src/BatchGen.Web")) =>
            [.. Words.SkipWhile(word => word != "--").Skip(1)],
        _ => null,
    };

    /// <summary>It builds another program than the tests do: another runtime, or for a card.</summary>
    public bool IsOtherBuild => Words.Any(word => word.StartsWith("-p:", StringComparison.Ordinal));

    public override string ToString() => $"{File}: {string.Join(' ', Words)}";

    /// <summary>README in each language, and docs, from the top of the repository.</summary>
    public static IEnumerable<string> Documents() => Directory.EnumerateFiles(DocumentFile.Root, "README*.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(DocumentFile.Root, "docs"), "*.md"))
        .Select(file => Path.GetRelativePath(DocumentFile.Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<DocumentCommand> In(string file) => Fence()
        .Matches(new DocumentFile(file.Split('/')).Text)
        .SelectMany((block, number) => Lines(block.Groups["lines"].Value)
            .Select(ShellWords.Of)
            .SelectMany(Parts)
            .Select(words => new DocumentCommand(file, number + 1, words, block.Groups["note"] is { Success: true, Value: var note } ? note : null)));

    /// <summary>A backslash at the end goes on in the next line.</summary>
    private static IEnumerable<string> Lines(string block) => block.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');

    private static IEnumerable<string[]> Parts(IReadOnlyList<string> words)
    {
        var rest = words;
        while (rest.Count > 0)
        {
            yield return [.. rest.TakeWhile(word => word != "&&")];
            rest = [.. rest.SkipWhile(word => word != "&&").Skip(1)];
        }
    }

    [GeneratedRegex(
        @"^(?<indent> *)```(?:sh|bash|console)\n(?<lines>.*?)\n\k<indent>```\n(?:\n *\*(?:Not run by a test: |测试未运行：)(?<note>[^*]+)\*\n)?",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
