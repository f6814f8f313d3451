namespace BatchGen.Code.Parsing;

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

/// <summary>A stretch of a document.</summary>
/// <param name="Start">Offset of its first UTF-16 unit.</param>
/// <param name="End">Offset after its last; equal to Start when empty.</param>
/// <param name="FirstLine">1-based line of its first character.</param>
/// <param name="LastLine">1-based line of its last character, inclusive.</param>
public sealed record SourceRange(int Start, int End, int FirstLine, int LastLine)
{
    public int Length => End - Start;
}

/// <summary>Line ends as files have them: CR LF, LF, or CR alone.</summary>
internal static class LineEnds
{
    public static bool IsLineEnd(char c) => c is '\n' or '\r';

    /// <summary>The offset of the next CR or LF, or the text's length.</summary>
    public static int FindNext(string text, int start)
    {
        var found = text.AsSpan(start).IndexOfAny('\n', '\r');
        return found < 0 ? text.Length : start + found;
    }

    /// <summary>The offset after the line end at <paramref name="at"/>; CR LF is one.</summary>
    public static int Skip(string text, int at) =>
        text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;

    /// <summary>Whether a cut here parts neither a surrogate pair nor CR from LF.</summary>
    public static bool IsCuttable(string text, int at) =>
        at <= 0 || at >= text.Length
        || !((char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]))
            || (text[at] == '\n' && text[at - 1] == '\r'));
}

/// <summary>How far a line is indented.</summary>
internal static class LineIndent
{
    // As Python counts: a tab goes on to the next multiple of eight.
    private const int TabStop = 8;

    public static int Measure(string text, int lineStart, int firstCode)
    {
        var columns = 0;
        for (var i = lineStart; i < firstCode; i++)
        {
            if (text[i] == '\t')
                columns += TabStop - (columns % TabStop);
            else if (char.IsWhiteSpace(text[i]))
                columns++;
            else
                break;
        }

        return columns;
    }
}
