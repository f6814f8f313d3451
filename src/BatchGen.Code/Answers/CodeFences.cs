namespace BatchGen.Code.Answers;

/// <summary>
/// The fences of one answer and which of them belong together. Models nest blocks with fences of equal length
/// (a Markdown file with code in it), which CommonMark ends at the inner block's end; and Markdig throws on deep
/// nesting. So the fences are paired here: by balance first, else as CommonMark does. Linear in the answer's length.
/// </summary>
internal sealed class CodeFences
{
    private readonly List<CodeFence> _fences = [];
    private readonly List<int> _fenceLines = [];
    private bool _isBalanced = true;

    public CodeFences(TextLines lines)
    {
        for (var line = 0; line < lines.Count; line++)
        {
            if (CodeFence.Read(line, lines[line]) is not { } fence)
                continue;
            _fenceLines.Add(line);
            _fences.Add(fence);
        }
    }

    /// <summary>The first fence at or after a line, or null.</summary>
    public CodeFence? NextFrom(int line) => IndexFrom(line) is var index && index < _fences.Count ? _fences[index] : null;

    /// <summary>The fence on a line, or null.</summary>
    public CodeFence? At(int line) => NextFrom(line) is { } fence && fence.Line == line ? fence : null;

    /// <summary>The fence that closes a block, inner blocks skipped; null when none balances it.</summary>
    public CodeFence? BalancedCloserOf(CodeFence opener)
    {
        // After one block that does not balance, no later pairing by balance can be trusted either.
        if (!_isBalanced)
            return null;
        var depth = 1;
        foreach (var fence in After(opener))
        {
            depth += fence.Info.Length > 0 ? 1 : -1;
            if (depth == 0)
                return fence;
        }

        _isBalanced = false;
        return null;
    }

    /// <summary>The first fence without a language: CommonMark's closer. Null when there is none before <paramref name="endLine"/>.</summary>
    public CodeFence? FirstCloserOf(CodeFence opener, int endLine) =>
        After(opener).TakeWhile(fence => fence.Line < endLine).FirstOrDefault(fence => fence.Info.Length == 0);

    private IEnumerable<CodeFence> After(CodeFence opener) =>
        _fences.Skip(IndexFrom(opener.Line + 1)).Where(fence => fence.BelongsTo(opener));

    private int IndexFrom(int line)
    {
        var index = _fenceLines.BinarySearch(line);
        return index < 0 ? ~index : index;
    }
}

/// <summary>A line of three or more backticks or tildes.</summary>
/// <param name="Line">0-based.</param>
/// <param name="Indent">White space before it, in characters.</param>
/// <param name="Info">What follows the marks; only a fence without any can close a block.</param>
internal sealed record CodeFence(int Line, int Indent, char Mark, int Length, string Info)
{
    private const int ShortestFence = 3;

    public static CodeFence? Read(int line, ReadOnlySpan<char> text)
    {
        var body = text.TrimStart(" \t");
        if (body.Length < ShortestFence || body[0] is not ('`' or '~'))
            return null;
        var mark = body[0];
        var rest = body.TrimStart(mark);
        var length = body.Length - rest.Length;
        var info = rest.Trim();
        // ```code``` on one line is code inside a sentence.
        var isInline = mark == '`' && info.Contains('`');
        return length < ShortestFence || isInline ? null : new CodeFence(line, text.Length - body.Length, mark, length, info.ToString());
    }

    /// <summary>Whether this line is a fence to a block that <paramref name="opener"/> opened, not a part of its text.</summary>
    public bool BelongsTo(CodeFence opener) => Mark == opener.Mark && Length >= opener.Length && Indent <= opener.Indent + ShortestFence;
}

/// <summary>A text by lines, without copying it. A line's end is \n or \r\n; an empty text has one empty line.</summary>
internal sealed class TextLines
{
    private readonly string _text;
    private readonly List<int> _starts = [0];

    public TextLines(string text)
    {
        _text = text;
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
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
