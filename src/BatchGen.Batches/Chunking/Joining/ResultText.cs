using System.Text;

namespace BatchGen.Batches.Chunking.Joining;

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
