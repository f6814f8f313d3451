namespace BatchGen.Batches.Answers.Extraction;

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
        for (int line = 0; line < lines.Count; line++)
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
        int depth = 1;
        foreach (CodeFence fence in After(opener))
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
        int index = _fenceLines.BinarySearch(line);
        return index < 0 ? ~index : index;
    }
}
