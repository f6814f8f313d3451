using BatchGen.Code.Parsing;

namespace BatchGen.Code.Outlines;

/// <summary>Reads SQL scripts of the common dialects.</summary>
internal sealed class SqlOutlineReader(Lexer lexer) : OutlineReader
{
    public override SourceOutline Read(string text) => new SqlScan(text, lexer.Read(text)).Run();
}

/// <summary>
/// One pass over one script. A statement ends at a semicolon outside BEGIN … END, at a client's DELIMITER, or at the
/// lines GO and /. What PostgreSQL quotes with $mark$ is read as a body: mostly it is one.
/// </summary>
internal sealed class SqlScan(string text, IReadOnlyList<Region> regions)
{
    private readonly OutlineBuilder _outline = new(text, importPattern: null);
    private readonly CommentRun _lines = new();
    private string? _delimiter;
    private int _at;
    private int _region;
    private int _lastCode = -1;
    private int _statementStart = -1;
    private int _scope = ScopeTree.None;
    private int _parentheses;

    // BEGIN, CASE and $mark$ that are still open.
    private int _blocks;
    private string? _bodyMark;
    private int _blocksAroundBody;
    private bool _isAfterDelimiter;

    public SourceOutline Run()
    {
        while (_at < text.Length)
        {
            if (_region < regions.Count && regions[_region].Start == _at)
                ReadRegion(regions[_region++]);
            else if (LineEnds.IsLineEnd(text[_at]))
                EndLine();
            else if (char.IsWhiteSpace(text[_at]))
                _at++;
            else if (Lexer.IsWordCharacter(text[_at]))
                ReadWord();
            else
                ReadPunctuation();
        }

        return _outline.Build(_lastCode);
    }

    private void ReadRegion(Region region)
    {
        if (region.Kind == RegionKind.Comment)
        {
            _lines.SeeComment();
            _at = region.End;
        }
        else
        {
            BeginCode();
            EndCode(region.End);
        }
    }

    private void EndLine()
    {
        // The first line of a statement names it.
        if (_statementStart >= 0 && _scope == ScopeTree.None)
            _scope = _outline.Scopes.Open(_at, new TextSpan(_statementStart, _lastCode + 1), ScopeTree.None, isDeclaration: true);
        _lines.EndLine(_at = LineEnds.Skip(text, _at));
    }

    private void ReadWord()
    {
        var beginsLine = !_lines.LineHasCode;
        var word = Lexer.PeekWord(text, _at);
        if (beginsLine && (Is(word, "GO") || Is(word, "DELIMITER")) && ReadClientLine(word))
            return;
        if (beginsLine && _at == _lines.LineStart && EndedStatement() && (Is(word, "CREATE") || Is(word, "ALTER")))
            EndStatement();
        BeginCode();
        EndCode(CountBlocks(word));
    }

    // Returns the offset after what was read: "END IF" and "END CASE" are read as one.
    private int CountBlocks(ReadOnlySpan<char> word)
    {
        var end = _at + word.Length;
        var nextStart = SkipBlanks(end);
        var next = Lexer.PeekWord(text, nextStart);
        if (Is(word, "CASE") || (Is(word, "BEGIN") && !IsTransaction(next)))
            _blocks++;
        if (!Is(word, "END"))
            return end;

        var endsStatement = Is(next, "IF") || Is(next, "LOOP") || Is(next, "WHILE") || Is(next, "REPEAT") || Is(next, "FOR");
        if (!endsStatement)
            _blocks = Math.Max(0, _blocks - 1);
        return endsStatement || Is(next, "CASE") ? nextStart + next.Length : end;
    }

    private bool IsTransaction(ReadOnlySpan<char> next)
    {
        var after = SkipBlanks(_at + "BEGIN".Length);
        return Is(next, "TRANSACTION") || Is(next, "TRAN") || Is(next, "WORK") || (after < text.Length && text[after] == ';');
    }

    private void ReadPunctuation()
    {
        if (_delimiter is not null && string.CompareOrdinal(text, _at, _delimiter, 0, _delimiter.Length) == 0)
        {
            _lines.SeeCode();
            EndCode(_at + _delimiter.Length);
            EndStatement();
            return;
        }

        if (text[_at] == '/' && !_lines.LineHasCode && ReadClientLine("/"))
            return;
        BeginCode();
        if (text[_at] == '$' && PeekBodyMark() is { } mark)
        {
            ReadBodyMark(mark);
            return;
        }

        if (text[_at] == '(')
            _parentheses++;
        else if (text[_at] == ')')
            _parentheses = Math.Max(0, _parentheses - 1);
        EndCode(_at + 1);
        if (text[_at - 1] == ';' && _blocks == 0)
            EndStatement();
    }

    private string? PeekBodyMark()
    {
        var end = _at + 1 + Lexer.PeekWord(text, _at + 1).Length;
        return end < text.Length && text[end] == '$' && !char.IsDigit(text[_at + 1]) ? text[_at..(end + 1)] : null;
    }

    private void ReadBodyMark(string mark)
    {
        if (_bodyMark is null)
        {
            _bodyMark = mark;
            _blocksAroundBody = _blocks++;
        }
        else if (_bodyMark == mark)
        {
            _bodyMark = null;
            _blocks = _blocksAroundBody;
        }

        EndCode(_at + mark.Length);
    }

    // A line that is for the client: GO, /, DELIMITER with its argument. It stays with the statement before it.
    private bool ReadClientLine(ReadOnlySpan<char> word)
    {
        var lineEnd = LineEnds.FindNext(text, _at);
        var argument = text.AsSpan(_at + word.Length, lineEnd - _at - word.Length).Trim();
        var isDelimiter = Is(word, "DELIMITER");
        if (argument.IsEmpty == isDelimiter)
            return false;

        if (isDelimiter)
            _delimiter = argument is ";" ? null : argument.ToString();
        // A new delimiter belongs to what follows; GO, / and the return to a semicolon to what went before.
        _isAfterDelimiter = isDelimiter && _delimiter is not null;
        if (_isAfterDelimiter)
            _outline.AddBoundary(_lines.AttachedStart, BoundaryRank.Declaration, 0);
        _lines.SeeCode();
        while (_region < regions.Count && regions[_region].Start < lineEnd)
            lineEnd = Math.Max(lineEnd, regions[_region++].End);
        EndCode(lineEnd);
        _bodyMark = null;
        EndStatement();
        return true;
    }

    private void BeginCode()
    {
        if (!_lines.LineHasCode && _lastCode >= 0 && !_isAfterDelimiter)
            AddBoundary();
        _isAfterDelimiter = false;
        _lines.SeeCode();
        if (_statementStart < 0)
            _statementStart = _at;
    }

    private void AddBoundary()
    {
        if (_statementStart < 0)
            _outline.AddBoundary(_lines.AttachedStart, BoundaryRank.Declaration, 0);
        else if (EndedStatement() && !Is(Lexer.PeekWord(text, _at), "END") && text[_at] != '$')
            _outline.AddBoundary(_lines.AttachedStart, BoundaryRank.Statement, _blocks + _parentheses);
        else if (text[_lastCode] == ',')
            _outline.AddBoundary(_lines.AttachedStart, BoundaryRank.Statement, _blocks + _parentheses + 1);
    }

    private bool EndedStatement() => _lastCode >= 0 && text[_lastCode] == ';';

    private void EndCode(int end)
    {
        _lastCode = end - 1;
        _at = end;
    }

    private void EndStatement()
    {
        if (_scope != ScopeTree.None)
            _outline.Scopes.Close(_scope, _at);
        _scope = ScopeTree.None;
        _statementStart = -1;
        _parentheses = 0;
        _blocks = 0;
    }

    private int SkipBlanks(int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at;
    }

    private static bool Is(ReadOnlySpan<char> word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
