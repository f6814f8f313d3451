using System.Text.RegularExpressions;
using BatchGen.Code.Languages;
using BatchGen.Code.Parsing;
using BatchGen.Code.Splitting;
using BatchGen.Code.Tasks;

namespace BatchGen.Code.Joining;

/// <summary>
/// Puts the answers side by side as one file: what they import, and the namespace or package they share, once at the
/// top; then each answer's own code, a blank line between.
/// </summary>
/// <param name="parts">Every part of one document, in order; best split with <see cref="ChunkPacking.PerDeclaration"/>.</param>
/// <param name="answerSyntax">What the answers are written in.</param>
public sealed class PerDeclarationPlan(IReadOnlyList<SourceChunk> parts, Syntax answerSyntax) : JoinPlan(parts)
{
    private protected override Task<JoinStep> JoinAsync(
        IReadOnlyDictionary<PieceId, PieceAnswer> answers, CancellationToken cancellationToken)
    {
        var lineEnd = AnswerLines.FindLineEnd(Parts.Select(part => part.Text));
        PieceAnswer[] ordered = [.. Parts.Select(part => answers[PieceId.OfPart(part.Part)])];
        DeclarationAnswer[] found = [.. ordered.Select(answer => DeclarationAnswer.Read(answer.Text, answerSyntax))];

        var result = new ResultText();
        foreach (var unit in DeclarationAnswer.Merge(found, answerSyntax))
            result.Append(unit.ReplaceLineEndings(lineEnd) + lineEnd);
        List<LineagePiece> pieces = [];
        for (var i = 0; i < Parts.Count; i++)
        {
            if (found[i].Body.Count > 0 && result.LastLines.Count > 0)
                result.Append(lineEnd);
            var lines = result.Append(string.Concat(found[i].Body.Select(line => line + lineEnd)));
            pieces.Add(DescribePart(Parts[i], ordered[i], lines));
        }

        var lineage = new ChunkLineage(Parts[0].Path, JoinStrategy.PerDeclaration, pieces);
        return Task.FromResult<JoinStep>(new JoinFinished(new JoinedAnswer(result.ToString(), lineage)));
    }
}

/// <summary>One answer's code, parted into what a file says once and the rest.</summary>
/// <param name="Preamble">Imports, packages and file-wide namespaces, each whole.</param>
/// <param name="Body">The other lines.</param>
internal sealed partial record DeclarationAnswer(IReadOnlyList<string> Preamble, IReadOnlyList<string> Body)
{
    public static DeclarationAnswer Read(string answer, Syntax syntax)
    {
        var lines = AnswerLines.TrimEnd(AnswerLines.TrimStart(AnswerLines.Split(PartAnswer.ExtractCode(answer, syntax))));
        var code = string.Join('\n', lines);
        var map = new LineMap(code);
        List<LineSpan> taken = [.. syntax.Outline.Read(code).Imports.Select(import => GetLines(import, map))];
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
    public static IReadOnlyList<string> Merge(IEnumerable<DeclarationAnswer> answers, Syntax syntax) =>
    [
        .. answers.SelectMany(answer => answer.Preamble)
            .DistinctBy(unit => new TextSpan(0, unit.Length).ToTitle(unit))
            .OrderBy(unit => GetPlace(unit, syntax)),
    ];

    private static int GetPlace(string unit, Syntax syntax)
    {
        if (unit.TrimStart().StartsWith("package", StringComparison.Ordinal))
            return 0;
        if (!FileNamespace.IsMatch(unit))
            return 1;
        return syntax.Name == "csharp" ? 2 : 0;
    }

    private static LineSpan GetLines(TextSpan span, LineMap map) => new(map.GetLine(span.Start), map.GetLine(span.End - 1));

    [GeneratedRegex(@"^\s*namespace\s+[\w.\\]+\s*;\s*$")]
    private static partial Regex FileNamespace { get; }
}
