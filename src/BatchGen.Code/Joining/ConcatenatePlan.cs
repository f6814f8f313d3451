using System.Text;
using BatchGen.Code.Languages;
using BatchGen.Code.Parsing;
using BatchGen.Code.Splitting;
using BatchGen.Code.Tasks;

namespace BatchGen.Code.Joining;

/// <summary>Puts the answers one after another, each freed of what the model repeated.</summary>
/// <param name="parts">Every part of one document, in order.</param>
/// <param name="answerSyntax">What the answers are written in: the input's syntax, or the one it is translated to.</param>
public sealed class ConcatenatePlan(IReadOnlyList<SourceChunk> parts, Syntax answerSyntax) : JoinPlan(parts)
{
    private protected override Task<JoinStep> JoinAsync(
        IReadOnlyDictionary<PieceId, PieceAnswer> answers, CancellationToken cancellationToken)
    {
        var lineEnd = AnswerLines.FindLineEnd(Parts.Select(part => part.Text));
        var result = new ResultText();
        List<LineagePiece> pieces = [];
        foreach (var part in Parts)
        {
            var answer = answers[PieceId.OfPart(part.Part)];
            var cleaned = new PartAnswer(part, answerSyntax, lineEnd).Clean(answer.Text, result.LastLines);
            pieces.Add(DescribePart(part, answer, result.Append(cleaned)));
        }

        var lineage = new ChunkLineage(Parts[0].Path, JoinStrategy.Concatenate, pieces);
        return Task.FromResult<JoinStep>(new JoinFinished(new JoinedAnswer(result.ToString(), lineage)));
    }
}

/// <summary>A result being written, which knows its lines.</summary>
internal sealed class ResultText
{
    // As far back as a repeated passage is looked for.
    private const int RememberedLines = 64;

    private readonly StringBuilder _text = new();
    private int _line = 1;

    /// <summary>The last lines written, without blank ones at the end.</summary>
    public IReadOnlyList<string> LastLines { get; private set; } = [];

    /// <summary>Adds a piece and says which lines it took; null if it was empty.</summary>
    public LineSpan? Append(string piece)
    {
        if (piece.Length == 0)
            return null;

        _text.Append(piece);
        var first = _line;
        var lines = new LineMap(piece);
        _line += lines.Starts.Count - 1;
        List<string> last = [.. LastLines, .. AnswerLines.Split(piece)];
        LastLines = AnswerLines.TrimEnd(last).TakeLast(RememberedLines).ToArray();
        return new LineSpan(first, first + lines.GetLine(piece.Length - 1) - 1);
    }

    public override string ToString() => _text.ToString();
}

/// <summary>Removes the end of the part before, when an answer begins by repeating it.</summary>
internal static class RepeatedLines
{
    // One line alone, or a few braces, may stand twice for good reason.
    private const int FewestLines = 2;
    private const int FewestCharacters = 12;

    /// <param name="lastLines">The end of the result so far.</param>
    /// <param name="firstSourceLine">Where the part begins; an answer that begins there repeats nothing.</param>
    public static List<string> Remove(List<string> lines, IReadOnlyList<string> lastLines, string firstSourceLine)
    {
        if (lines.Count == 0 || lines[0].Trim() == firstSourceLine.Trim())
            return lines;

        for (var count = Math.Min(lines.Count, lastLines.Count); count >= FewestLines; count--)
        {
            if (Repeats(lines, lastLines, count))
                return AnswerLines.TrimStart(lines[count..]);
        }

        return lines;
    }

    private static bool Repeats(List<string> lines, IReadOnlyList<string> lastLines, int count)
    {
        var characters = 0;
        for (var i = 0; i < count; i++)
        {
            var line = lines[i].Trim();
            if (line != lastLines[lastLines.Count - count + i].Trim())
                return false;
            characters += line.Length;
        }

        return characters >= FewestCharacters;
    }
}
