using BatchGen.Batches.Chunking.Lexing;

namespace BatchGen.Batches.Chunking;

/// <summary>Which line an offset is on. CR LF, LF and CR alone end lines.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts = [0];

    public LineMap(string text)
    {
        for (var end = LineEnds.FindNext(text, 0); end < text.Length; end = LineEnds.FindNext(text, _starts[^1]))
            _starts.Add(LineEnds.Skip(text, end));
    }

    /// <summary>Ascending; the first is 0. The last may be the text's length, after a final line end.</summary>
    public IReadOnlyList<int> Starts => _starts;

    /// <summary>1-based.</summary>
    public int GetLine(int offset)
    {
        var found = _starts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }

    public SourceRange GetRange(int start, int end) =>
        new(start, end, GetLine(start), GetLine(Math.Max(start, end - 1)));
}
