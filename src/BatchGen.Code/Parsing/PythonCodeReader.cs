namespace BatchGen.Code.Parsing;

/// <summary>
/// Reads Python: logical lines and the shape of the indentation count, its width does not. A line that is nothing but
/// a string is a docstring, and that is what a model asked for comments writes, so it counts as a comment.
/// </summary>
internal sealed class PythonCodeReader : CodeReader
{
    public override IReadOnlyList<CodeToken> ReadCode(string text)
    {
        var scan = new PythonScan(text, Lexers.Python.Read(text));
        scan.Run();
        return scan.Tokens;
    }
}

/// <summary>One pass over one Python text, line by logical line.</summary>
internal sealed class PythonScan(string text, IReadOnlyList<Region> regions)
{
    private readonly List<CodeToken> _tokens = [];
    private readonly List<CodeToken> _line = [];
    private readonly Stack<int> _indents = new([0]);
    private int _lineIndent;
    private int _lineStart;
    private int _openBrackets;
    private bool _lineIsText = true;
    private int _at;

    public IReadOnlyList<CodeToken> Tokens => _tokens;

    public void Run()
    {
        var region = 0;
        while (_at < text.Length)
        {
            if (region < regions.Count && regions[region].Start == _at)
                ReadRegion(regions[region++]);
            else if (LineEnds.IsLineEnd(text[_at]))
                ReadLineEnd();
            else if (char.IsWhiteSpace(text[_at]) || IsJoin())
                _at++;
            else
                ReadToken(region < regions.Count ? regions[region].Start : text.Length);
        }

        EndLogicalLine();
    }

    private bool IsJoin() => text[_at] == '\\' && _at + 1 < text.Length && LineEnds.IsLineEnd(text[_at + 1]);

    private void ReadRegion(Region region)
    {
        if (region.Kind == RegionKind.Literal)
            Add(region.End);
        _at = region.End;
    }

    private void ReadLineEnd()
    {
        var isJoined = _openBrackets > 0 || (_at > 0 && text[_at - 1] == '\\');
        _at = LineEnds.Skip(text, _at);
        if (isJoined)
            return;
        EndLogicalLine();
        _lineStart = _at;
    }

    private void ReadToken(int limit)
    {
        var end = _at + 1;
        if (Lexer.IsWordCharacter(text[_at]))
        {
            while (end < limit && Lexer.IsWordCharacter(text[end]))
                end++;
            // The prefix of a string belongs to it: r"", b"", f"".
            _lineIsText &= end == limit && end - _at <= 2 && end < text.Length;
        }
        else
        {
            _lineIsText = false;
            if (text[_at] is '(' or '[' or '{')
                _openBrackets++;
            else if (text[_at] is ')' or ']' or '}')
                _openBrackets = Math.Max(0, _openBrackets - 1);
            else
                end = FindOperatorEnd(end, limit);
        }

        Add(end);
    }

    private int FindOperatorEnd(int end, int limit)
    {
        while (end < limit && text[end] is '=' or '*' or '/' or '>' or '<' or '+' or '-' or '|' or '&' or '!')
            end++;
        return end;
    }

    private void Add(int end)
    {
        if (_line.Count == 0)
            _lineIndent = LineIndent.Measure(text, _lineStart, _at);
        _line.Add(new CodeToken(text[_at..end], _at));
        _at = end;
    }

    private void EndLogicalLine()
    {
        // Nothing but a string is a docstring.
        if (_line.Count > 0 && !_lineIsText)
            KeepLine();
        _line.Clear();
        _lineIsText = true;
    }

    private void KeepLine()
    {
        var offset = _line[0].Offset;
        if (_tokens.Count > 0)
            _tokens.Add(new CodeToken(CodeToken.LineEnd, offset));
        if (_lineIndent > _indents.Peek())
        {
            _indents.Push(_lineIndent);
            _tokens.Add(new CodeToken(CodeToken.Indent, offset));
        }

        while (_lineIndent < _indents.Peek())
        {
            _indents.Pop();
            _tokens.Add(new CodeToken(CodeToken.Dedent, offset));
        }

        _tokens.AddRange(_line);
    }
}
