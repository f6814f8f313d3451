namespace BatchGen.Batches.Answers.Extraction;

/// <summary>A text by lines, without copying it. A line's end is \n or \r\n; an empty text has one empty line.</summary>
internal sealed class TextLines
{
    private readonly string _text;
    private readonly List<int> _starts = [0];

    public TextLines(string text)
    {
        _text = text;
        for (int at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
            _starts.Add(at + 1);
    }

    public int Count => _starts.Count;

    /// <summary>The line without its end.</summary>
    public ReadOnlySpan<char> this[int line] => _text.AsSpan(_starts[line], StartOf(line + 1) - _starts[line]).TrimEnd("\r\n");

    /// <summary>Lines <paramref name="first"/> to before <paramref name="end"/>, line ends as they are.</summary>
    public string Slice(int first, int end) => first >= end ? "" : _text[_starts[first]..StartOf(end)];

    /// <summary>The first line at or after <paramref name="from"/> that is not blank; <see cref="Count"/> when there is none.</summary>
    public int NextFilled(int from)
    {
        while (from < Count && this[from].IsWhiteSpace())
            from++;
        return from;
    }

    private int StartOf(int line) => line < _starts.Count ? _starts[line] : _text.Length;
}
