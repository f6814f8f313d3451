using BatchGen.Code.Parsing;

namespace BatchGen.Code.Outlines;

/// <summary>One pass over one text with indented blocks.</summary>
internal sealed class IndentScan(string text, IReadOnlyList<Region> regions, IndentSyntax syntax)
{
    private readonly OutlineBuilder _outline = new(text, syntax.Imports);
    private readonly CommentRun _lines = new();

    private readonly Stack<IndentFrame> _frames = new(
        [new IndentFrame { Indent = -1, HeadStart = -1, Types = 0, Codes = 0, OuterScope = ScopeTree.None }]);

    private int _at;
    private int _region;
    private int _lastCode = -1;
    private int _openBrackets;

    public SourceOutline Run()
    {
        while (_at < text.Length)
        {
            if (_region < regions.Count && regions[_region].Start == _at)
                ReadRegion(regions[_region++]);
            else if (LineEnds.IsLineEnd(text[_at]))
                _lines.EndLine(_at = LineEnds.Skip(text, _at));
            else if (char.IsWhiteSpace(text[_at]))
                _at++;
            else
                ReadCode();
        }

        return _outline.Build(_lastCode);
    }

    private void ReadRegion(Region region)
    {
        if (region.Kind == RegionKind.Comment)
            _lines.SeeComment();
        else
            BeginCode();
        if (region.Kind == RegionKind.Literal)
            _lastCode = region.End - 1;
        _at = region.End;
    }

    private void ReadCode()
    {
        BeginCode();
        var c = text[_at];
        if (c is '(' or '[' or '{')
            _openBrackets++;
        else if (c is ')' or ']' or '}')
            _openBrackets = Math.Max(0, _openBrackets - 1);
        _lastCode = _at++;
    }

    private void BeginCode()
    {
        if (!_lines.LineHasCode && BeginsLine())
            BeginLine();
        _lines.SeeCode();
    }

    private bool BeginsLine()
    {
        if (syntax.BackslashJoinsLines && _lastCode >= 0 && text[_lastCode] == '\\' && _frames.Count > 1)
            return false;
        if (!syntax.BracketsJoinLines || _openBrackets == 0)
            return true;
        if (_at != _lines.LineStart || !BeginsDeclaration())
            return false;

        // A bracket that was never closed must not swallow the declarations after it.
        _openBrackets = 0;
        return true;
    }

    private bool BeginsDeclaration() =>
        syntax.Heads.Find(Lexer.PeekWord(text, _at)) != HeadKeyword.None
        || (syntax.Annotation != '\0' && text[_at] == syntax.Annotation)
        || (syntax.Imports is not null && syntax.Imports.IsMatch(text, _at));

    private void BeginLine()
    {
        var indent = LineIndent.Measure(text, _lines.LineStart, _at);
        CloseFrames(indent);
        var outer = _frames.Peek();
        var isFirst = outer.Indent >= 0 && outer.Scope == ScopeTree.None;
        if (isFirst)
            OpenScope(outer);
        if (!isFirst && !outer.IsAnnotated && !Continues())
            _outline.AddBoundary(_lines.AttachedStart, outer.Rank, outer.Depth);
        outer.IsAnnotated = syntax.Annotation != '\0' && text[_at] == syntax.Annotation;
        if (outer.Rank == BoundaryRank.Declaration)
            _outline.BeginTopLevel(_at, _lastCode);
        _frames.Push(CreateFrame(indent, outer));
    }

    private void CloseFrames(int indent)
    {
        while (_frames.Peek().Indent >= indent)
        {
            var closed = _frames.Pop();
            if (closed.Scope != ScopeTree.None)
                _outline.Scopes.Close(closed.Scope, _lines.AttachedStart);
        }
    }

    private void OpenScope(IndentFrame frame) =>
        frame.Scope = _outline.Scopes.Open(
            _lines.AttachedStart, new TextSpan(frame.HeadStart, _lastCode + 1), frame.OuterScope, frame.IsDeclaration);

    private IndentFrame CreateFrame(int indent, IndentFrame outer)
    {
        var head = FindHead();
        var isMemberBody = head == HeadKeyword.Type && outer.Codes == 0;
        var isTransparent = head == HeadKeyword.Namespace && outer.Codes == 0;
        return new IndentFrame
        {
            Indent = indent,
            HeadStart = _at,
            Types = outer.Types + (isMemberBody ? 1 : 0),
            Codes = outer.Codes + (isMemberBody || isTransparent ? 0 : 1),
            IsDeclaration = outer.Rank == BoundaryRank.Declaration && head is HeadKeyword.Type or HeadKeyword.Function,
            OuterScope = outer.Scope == ScopeTree.None ? outer.OuterScope : outer.Scope,
        };
    }

    // "async def" and "local function" tell by their second word.
    private HeadKeyword FindHead()
    {
        var first = Lexer.PeekWord(text, _at);
        var head = syntax.Heads.Find(first);
        if (head != HeadKeyword.None || first.IsEmpty)
            return head;

        var second = _at + first.Length;
        while (second < text.Length && text[second] == ' ')
            second++;
        return syntax.Heads.Find(Lexer.PeekWord(text, second));
    }

    private bool Continues()
    {
        if (text[_at] is ')' or ']' or '}' || (text[_at] == '<' && _at + 1 < text.Length && text[_at + 1] == '/'))
            return true;
        return syntax.ContinuingWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Lexer.PeekWord(text, _at));
    }
}

/// <summary>A line that deeper lines may follow.</summary>
internal sealed class IndentFrame
{
    /// <summary>−1 for the file itself, which every line is deeper than.</summary>
    public required int Indent { get; init; }

    public required int HeadStart { get; init; }

    /// <summary>Type bodies around what is inside.</summary>
    public required int Types { get; init; }

    /// <summary>Other bodies around what is inside.</summary>
    public required int Codes { get; init; }

    public bool IsDeclaration { get; init; }

    /// <summary>Index in the scope tree of the scope around the line.</summary>
    public required int OuterScope { get; init; }

    /// <summary>Index of its own scope once a deeper line came, else <see cref="ScopeTree.None"/>.</summary>
    public int Scope { get; set; } = ScopeTree.None;

    /// <summary>Whether the line before, as deep as those inside, annotates the next.</summary>
    public bool IsAnnotated { get; set; }

    public BoundaryRank Rank => this switch
    {
        { Codes: > 0 } => BoundaryRank.Statement,
        { Types: > 0 } => BoundaryRank.Member,
        _ => BoundaryRank.Declaration,
    };

    public int Depth => Math.Max(0, (Codes > 0 ? Codes : Types) - 1);
}
