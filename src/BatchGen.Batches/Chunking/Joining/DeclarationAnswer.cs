using System.Text.RegularExpressions;
using BatchGen.Batches.Chunking.Outlines;
using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Chunking.Joining;

/// <summary>One answer's code, parted into what a file says once and the rest.</summary>
/// <param name="Preamble">Imports, packages and file-wide namespaces, each whole.</param>
/// <param name="Body">The other lines.</param>
internal sealed partial record DeclarationAnswer(IReadOnlyList<string> Preamble, IReadOnlyList<string> Body)
{
    public static DeclarationAnswer Read(string answer, Language language)
    {
        var lines = AnswerLines.TrimEnd(AnswerLines.TrimStart(AnswerLines.Split(PartAnswer.ExtractCode(answer, language))));
        var code = string.Join('\n', lines);
        var map = new LineMap(code);
        List<LineSpan> taken = [.. language.Outline.Read(code).Imports.Select(import => GetLines(import, map))];
        taken.AddRange(Enumerable.Range(1, lines.Count).Where(line => FileNamespace.IsMatch(lines[line - 1])).Select(line => new LineSpan(line, line)));

        string[] preamble =
        [
            .. taken.Distinct().OrderBy(span => span.First)
                .Select(span => string.Join('\n', lines[(span.First - 1)..span.Last])),
        ];
        var isTaken = taken.SelectMany(span => Enumerable.Range(span.First, span.Last - span.First + 1)).ToHashSet();
        List<string> body = [.. lines.Where((_, i) => !isTaken.Contains(i + 1))];
        return new DeclarationAnswer(preamble, AnswerLines.TrimEnd(AnswerLines.TrimStart(body)));
    }

    /// <summary>Each once, in the order a compiler wants: package, imports, and in C# the file's namespace last.</summary>
    public static IReadOnlyList<string> Merge(IEnumerable<DeclarationAnswer> answers, Language language) =>
    [
        .. answers.SelectMany(answer => answer.Preamble)
            .DistinctBy(unit => new TextSpan(0, unit.Length).ToTitle(unit))
            .OrderBy(unit => GetPlace(unit, language)),
    ];

    private static int GetPlace(string unit, Language language)
    {
        if (unit.TrimStart().StartsWith("package", StringComparison.Ordinal))
            return 0;
        if (!FileNamespace.IsMatch(unit))
            return 1;
        return language.Name == "csharp" ? 2 : 0;
    }

    private static LineSpan GetLines(TextSpan span, LineMap map) => new(map.GetLine(span.Start), map.GetLine(span.End - 1));

    [GeneratedRegex(@"^\s*namespace\s+[\w.\\]+\s*;\s*$")]
    private static partial Regex FileNamespace { get; }
}
