namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>
/// The brackets open at one place. Brackets that do not match (code cut by #if, a file still being written) are
/// mended by what is likely meant, so that one slip does not turn the rest of a file into one statement.
/// </summary>
internal sealed class BraceStack
{
    // A stray ) or ] is looked for this far down and then ignored; without a bound, a million strays cost a million searches.
    private const int DeepestMatch = 64;

    private readonly List<BraceFrame> _frames =
        [new BraceFrame { Open = '\0', OpenedAt = -1, Indent = -1, Types = 0, Codes = 0, Scope = ScopeTree.None }];

    // Indexes of the braces among the frames; and for each frame, of the innermost up to it that holds statements.
    private readonly List<int> _braces = [];
    private readonly List<int> _owners = [0];

    public BraceFrame Top => _frames[^1];

    /// <summary>The innermost frame that statements stand in: not a parenthesis.</summary>
    public BraceFrame Owner => _frames[_owners[^1]];

    public void Push(BraceFrame frame)
    {
        if (frame.Open == '{')
            _braces.Add(_frames.Count);
        _owners.Add(frame.HoldsStatements ? _frames.Count : _owners[^1]);
        _frames.Add(frame);
    }

    /// <summary>Closes what a ) or ] closes; a stray one closes nothing.</summary>
    public void CloseBracket(char open)
    {
        var lowest = Math.Max(1, _frames.Count - DeepestMatch);
        for (var i = _frames.Count - 1; i >= lowest && _frames[i].Open != '{'; i--)
        {
            if (_frames[i].Open == open)
            {
                Truncate(i);
                return;
            }
        }
    }

    /// <summary>Closes what a } closes, with whatever was left open in it.</summary>
    /// <param name="indent">The columns it is indented if it begins its line, else null.</param>
    /// <returns>The frames closed, innermost first.</returns>
    public IReadOnlyList<BraceFrame> CloseBrace(int? indent)
    {
        if (_braces.Count == 0)
            return [];

        var target = _braces.Count - 1;
        while (indent is not null && target > 0
            && _frames[_braces[target]].Indent > indent && _frames[_braces[target - 1]].Indent >= indent)
        {
            target--;
        }

        var closed = _frames.GetRange(_braces[target], _frames.Count - _braces[target]);
        closed.Reverse();
        Truncate(_braces[target]);
        _braces.RemoveRange(target, _braces.Count - target);
        return closed;
    }

    private void Truncate(int count)
    {
        _frames.RemoveRange(count, _frames.Count - count);
        _owners.RemoveRange(count, _owners.Count - count);
    }
}
