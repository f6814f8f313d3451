using BatchGen.Code.Answers;
using BatchGen.Code.Languages;
using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;
using BatchGen.Code.Splitting;

namespace BatchGen.Code.Joining;

/// <summary>
/// Makes of an answer to one part what stands in that part's place: the code alone, without what the model repeated of
/// the header or of the part before, as deeply indented as the part was, ending in the part's own line ends.
/// </summary>
internal sealed class PartAnswer(SourceChunk part, Syntax answerSyntax, string lineEnd)
{
    /// <param name="lastLines">The end of the result so far.</param>
    public string Clean(string answer, IReadOnlyList<string> lastLines)
    {
        // Nothing was asked of a part without a mark on paper.
        if (string.IsNullOrWhiteSpace(part.Text))
            return part.Text;

        var source = AnswerLines.TrimStart(AnswerLines.Split(part.Text));
        var lines = AnswerLines.TrimEnd(AnswerLines.TrimStart(AnswerLines.Split(ExtractCode(answer, answerSyntax))));
        lines = RepeatedLines.Remove(lines, lastLines, source[0]);
        lines = HeaderEcho.Remove(lines, part, answerSyntax);
        lines = RepeatedLines.Remove(lines, lastLines, source[0]);
        if (answerSyntax == part.Syntax && part.StartsAt != BoundaryRank.Hard)
            lines = Indentation.Restore(lines, source);
        return lines.Count == 0 ? "" : Frame(string.Join(lineEnd, lines));
    }

    /// <summary>The code of an answer; of an answer without a code block, all of it.</summary>
    public static string ExtractCode(string answer, Syntax syntax)
    {
        if (CodeExtraction.BlockOf(answer, Language.UsualOf(syntax)?.Name) is not { } block)
            return answer;
        // A document may hold code blocks of its own: only one that wraps it whole is a wrapping.
        var isDocument = syntax.Name is "markdown" or "text" or "html";
        var wrapsAll = answer.AsSpan().Trim().Length <= block.Code.Length + (2 * ((block.Language?.Length ?? 0) + 16));
        return isDocument && !wrapsAll ? answer : block.Code;
    }

    // A part's blank lines before and after, and its last line end, are not the model's to lose.
    private string Frame(string code)
    {
        var text = part.Text;
        var first = text.Length - text.AsSpan().TrimStart().Length;
        var last = text.AsSpan().TrimEnd().Length;
        if (part.StartsAt == BoundaryRank.Hard)
            code = code.TrimStart();
        while (part.StartsAt != BoundaryRank.Hard && first > 0 && !LineEnds.IsLineEnd(text[first - 1]))
            first--;

        var lineEndAt = LineEnds.FindNext(text, last);
        return lineEndAt < text.Length
            ? text[..first] + code + text[lineEndAt..]
            : text[..first] + code.TrimEnd() + text[last..];
    }
}

/// <summary>Gives an answer back the indentation that a model took away because it saw only the inside of a block.</summary>
internal static class Indentation
{
    public static List<string> Restore(List<string> lines, IReadOnlyList<string> source)
    {
        // The first source line found in the answer tells how far everything moved.
        var anchor = source[0].Trim();
        var found = lines.FindIndex(line => line.Trim() == anchor);
        if (found < 0)
            return lines;

        var expected = GetIndent(source[0]);
        var actual = GetIndent(lines[found]);
        if (expected.Length <= actual.Length || !expected.EndsWith(actual, StringComparison.Ordinal))
            return lines;
        var missing = expected[..^actual.Length];
        return [.. lines.Select(line => string.IsNullOrWhiteSpace(line) ? line : missing + line)];
    }

    private static string GetIndent(string line) => line[..^line.TrimStart().Length];
}
