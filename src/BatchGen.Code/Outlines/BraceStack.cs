namespace BatchGen.Code.Outlines;

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

        return CloseTo(_braces[target]);
    }

    /// <summary>How many frames are open, the file's own among them.</summary>
    public int Count => _frames.Count;

    /// <summary>Closes all frames but so many; the innermost comes first.</summary>
    public IReadOnlyList<BraceFrame> CloseTo(int count)
    {
        if (count >= _frames.Count)
            return [];

        var closed = _frames.GetRange(count, _frames.Count - count);
        closed.Reverse();
        Truncate(count);
        while (_braces.Count > 0 && _braces[^1] >= count)
            _braces.RemoveAt(_braces.Count - 1);
        return closed;
    }

    private void Truncate(int count)
    {
        _frames.RemoveRange(count, _frames.Count - count);
        _owners.RemoveRange(count, _owners.Count - count);
    }
}

/// <summary>One open bracket, and the statement being read inside it. The bottom frame is the file itself.</summary>
internal sealed class BraceFrame
{
    public const int NoStatement = -1;

    /// <summary>NUL for the file.</summary>
    public required char Open { get; init; }

    public required int OpenedAt { get; init; }

    /// <summary>Columns the line of the bracket is indented.</summary>
    public required int Indent { get; init; }

    /// <summary>Type bodies around what is inside.</summary>
    public required int Types { get; init; }

    /// <summary>Bodies of statements, and lists, around what is inside.</summary>
    public required int Codes { get; init; }

    /// <summary>Index in the scope tree, of this frame or of the nearest around it. A file's changes at <c>namespace N;</c>.</summary>
    public required int Scope { get; set; }

    public bool OwnsScope { get; init; }

    /// <summary>Whether commas part what is inside.</summary>
    public bool IsList { get; init; }

    public int StatementStart { get; private set; } = NoStatement;

    public HeadKeyword Head { get; private set; }

    public bool HasParentheses { get; private set; }

    public bool HasParenthesesAfterHead { get; private set; }

    /// <summary>Whether the line before annotates the next, so that they stay together.</summary>
    public bool IsAnnotated { get; set; }

    public bool HoldsStatements => Open != '(';

    public bool IsTopLevel => Types == 0 && Codes == 0;

    /// <summary>Enum members and the like: a comma in a type's body ends one, unless it is in a head's list of bases.</summary>
    public bool CommaEnds => IsList || (Types > 0 && Codes == 0 && Head == HeadKeyword.None);

    public BoundaryRank Rank => this switch
    {
        { Codes: > 0 } => BoundaryRank.Statement,
        { Types: > 0 } => BoundaryRank.Member,
        _ => BoundaryRank.Declaration,
    };

    public int Depth => Math.Max(0, (Codes > 0 ? Codes : Types) - 1);

    public void BeginStatement(int start)
    {
        StatementStart = start;
        Head = HeadKeyword.None;
        HasParentheses = false;
        HasParenthesesAfterHead = false;
    }

    public void EndStatement() => BeginStatement(NoStatement);

    public void SeeWord(HeadKeyword keyword)
    {
        if (Head == HeadKeyword.None)
            Head = keyword;
    }

    public void SeeParenthesis()
    {
        HasParentheses = true;
        HasParenthesesAfterHead |= Head != HeadKeyword.None;
    }
}
