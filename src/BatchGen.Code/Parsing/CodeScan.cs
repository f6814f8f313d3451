namespace BatchGen.Code.Parsing;

/// <summary>One pass over one text, leaving its code.</summary>
internal sealed class CodeScan(string text, IReadOnlyList<Region> regions, CodeLines lines)
{
    private readonly List<CodeToken> _tokens = [];
    private int _at;
    private int _region;
    private bool _beginsLine = true;
    private bool _inDirective;
    private bool _lineEndIsDue;

    public IReadOnlyList<CodeToken> Run()
    {
        while (_at < text.Length)
        {
            if (_region < regions.Count && regions[_region].Start == _at)
                ReadRegion(regions[_region++]);
            else if (LineEnds.IsLineEnd(text[_at]))
                ReadLineEnd();
            else if (char.IsWhiteSpace(text[_at]))
                _at++;
            else
                ReadToken();
        }

        return _tokens;
    }

    private void ReadRegion(Region region)
    {
        if (region.Kind == RegionKind.Literal)
            Add(region.End);
        // JavaScript and Go count a comment over several lines as a line end.
        else if (lines == CodeLines.EndStatements && text.AsSpan(region.Start, region.End - region.Start).IndexOfAny('\n', '\r') >= 0)
            _lineEndIsDue = true;
        _at = region.End;
    }

    private void ReadLineEnd()
    {
        var isContinued = _at > 0 && text[_at - 1] == '\\';
        if (lines == CodeLines.EndStatements || (_inDirective && !isContinued))
            _lineEndIsDue = true;
        _inDirective &= isContinued;
        _beginsLine = true;
        _at = LineEnds.Skip(text, _at);
    }

    private void ReadToken()
    {
        if (_beginsLine && text[_at] == '#' && lines == CodeLines.EndDirectives)
        {
            _inDirective = true;
            _lineEndIsDue = true;
        }

        Add(FindTokenEnd());
    }

    private int FindTokenEnd()
    {
        var end = _at + 1;
        if (Lexer.IsWordCharacter(text[_at]))
        {
            while (end < text.Length && Lexer.IsWordCharacter(text[end]) && !IsRegionStart(end))
                end++;
        }
        else if (!StandsAlone(text[_at]))
        {
            // "a+ +b" and "a++b" differ, so operators are taken as they stand together.
            while (end < text.Length && IsOperator(text[end]) && !IsRegionStart(end))
                end++;
        }

        return end;
    }

    private bool IsRegionStart(int at) => _region < regions.Count && regions[_region].Start == at;

    private static bool StandsAlone(char c) => c is '(' or ')' or '[' or ']' or '{' or '}' or ';' or ',';

    private static bool IsOperator(char c) => !char.IsWhiteSpace(c) && !Lexer.IsWordCharacter(c) && !StandsAlone(c);

    private void Add(int end)
    {
        if (_lineEndIsDue && _tokens.Count > 0 && LineEndMatters())
            _tokens.Add(new CodeToken(CodeToken.LineEnd, _at));
        _lineEndIsDue = false;
        _beginsLine = false;
        _tokens.Add(new CodeToken(text[_at..end], _at));
        _at = end;
    }

    private bool LineEndMatters() =>
        lines == CodeLines.EndDirectives
        || !(_tokens[^1].Text is "(" or "[" or "{" or "," or ";" || text[_at] is ')' or ']' or '}');
}
