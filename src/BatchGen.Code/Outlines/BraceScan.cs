using BatchGen.Code.Parsing;

namespace BatchGen.Code.Outlines;

/// <summary>One pass over one text with braces.</summary>
internal sealed class BraceScan(string text, IReadOnlyList<Region> regions, BraceSyntax syntax)
{
    private readonly OutlineBuilder _outline = new(text, syntax.Imports);
    private readonly CommentRun _lines = new();
    private readonly BraceStack _stack = new();

    // The open frames at each #if.
    private readonly Stack<int> _conditions = new();
    private int _at;
    private int _region;

    // The last character that is neither blank nor comment, and where it is. A literal counts as a quote.
    private char _last;
    private int _lastCode = -1;
    private int _lineIndent;

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
            else if (text[_at] == '#' && syntax.HasDirectives && !_lines.LineHasCode)
                ReadDirective();
            else if (Lexer.IsWordCharacter(text[_at]))
                ReadWord();
            else
                ReadPunctuation(text[_at]);
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
            EndCode('"', region.End);
        }
    }

    private void ReadWord()
    {
        var end = _at + 1;
        while (end < text.Length && Lexer.IsWordCharacter(text[end]) && !IsRegionStart(end))
            end++;
        var word = text.AsSpan(_at, end - _at);
        BeginCode();
        if (_stack.Top == _stack.Owner && !(syntax.HeadsPrecedeParentheses && _stack.Top.HasParentheses))
            _stack.Top.SeeWord(syntax.Heads.Find(word));
        EndCode(text[end - 1], end);
    }

    private bool IsRegionStart(int at) => _region < regions.Count && regions[_region].Start == at;

    private void ReadPunctuation(char c)
    {
        var beginsLine = !_lines.LineHasCode;
        BeginCode();
        switch (c)
        {
            case '{':
                OpenBrace();
                break;
            case '(' or '[':
                OpenBracket(c);
                break;
            case ')':
                _stack.CloseBracket('(');
                break;
            case ']':
                _stack.CloseBracket('[');
                break;
            case '}':
                EndFrames(_stack.CloseBrace(beginsLine ? _lineIndent : null));
                break;
            case ';' when _stack.Top.HoldsStatements:
                if (syntax.HasFileNamespaces)
                    OpenFileNamespace();
                _stack.Top.EndStatement();
                break;
            case ',' when _stack.Top.CommaEnds:
                _stack.Top.EndStatement();
                break;
        }

        EndCode(c, _at + 1);
    }

    private void BeginCode()
    {
        if (!_lines.LineHasCode)
            BeginLine();
        _lines.SeeCode();
        if (_stack.Owner.StatementStart == BraceFrame.NoStatement)
            _stack.Owner.BeginStatement(_at);
    }

    private void EndCode(char last, int end)
    {
        _last = last;
        _lastCode = end - 1;
        _at = end;
    }

    private void BeginLine()
    {
        _lineIndent = LineIndent.Measure(text, _lines.LineStart, _at);
        if (_stack.Top.HoldsStatements && BeginsStatement())
            BeginStatementLine();
    }

    private void BeginStatementLine()
    {
        var frame = _stack.Top;
        // A cut right behind an opening brace would part a head from its body for nothing.
        var isFirst = _lastCode == frame.OpenedAt;
        if (!frame.IsAnnotated && !isFirst)
            _outline.AddBoundary(_lines.AttachedStart, frame.Rank, frame.Depth);
        frame.IsAnnotated = syntax.Annotation != '\0' && text[_at] == syntax.Annotation;
        frame.BeginStatement(_at);
        if (frame.IsTopLevel)
            _outline.BeginTopLevel(_at, _lastCode);
    }

    private bool BeginsStatement()
    {
        var frame = _stack.Top;
        if (_lastCode == frame.OpenedAt)
            return true;
        if (syntax.ContinuesBefore.Contains(text[_at]) || IsContinuingWord())
            return false;
        if (_last == ',')
            return frame.CommaEnds;
        if (_last is ';' or '}')
            return true;
        return syntax.Ends == StatementEnd.Newline && !frame.IsList && !syntax.ContinuesAfter.Contains(_last) && !EndsWithArrow();
    }

    private bool IsContinuingWord() =>
        _last == '}' && syntax.ContinuingWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Lexer.PeekWord(text, _at));

    private bool EndsWithArrow() => _last == '>' && _lastCode > 0 && text[_lastCode - 1] is '=' or '-';

    private void OpenBracket(char open)
    {
        if (open == '(' && _stack.Top == _stack.Owner)
            _stack.Top.SeeParenthesis();
        _stack.Push(new BraceFrame
        {
            Open = open,
            OpenedAt = _at,
            Indent = _lineIndent,
            Types = _stack.Top.Types,
            Codes = _stack.Top.Codes + (open == '[' ? 1 : 0),
            Scope = _stack.Top.Scope,
            IsList = open == '[',
        });
    }

    private void OpenBrace()
    {
        var outer = _stack.Top;
        var body = GetBody();
        var isList = body == HeadKeyword.None && BeginsList();
        var head = new TextSpan(_stack.Owner.StatementStart, _lastCode + 1);
        var hasHead = head.Start >= 0 && head.Start < head.End && !_outline.IsInImport;
        var scope = outer.Scope;
        if (hasHead)
        {
            var isDeclaration = outer.IsTopLevel && outer.HoldsStatements && body != HeadKeyword.Namespace && !isList;
            scope = _outline.Scopes.Open(_at + 1, head, outer.Scope, isDeclaration);
        }

        _stack.Push(new BraceFrame
        {
            Open = '{',
            OpenedAt = _at,
            Indent = _lineIndent,
            Types = outer.Types + (body == HeadKeyword.Type ? 1 : 0),
            Codes = outer.Codes + (body is HeadKeyword.Function or HeadKeyword.None ? 1 : 0),
            Scope = scope,
            OwnsScope = hasHead,
            IsList = isList,
        });
    }

    private void OpenFileNamespace()
    {
        var file = _stack.Top;
        if (file.Open == '\0' && file.Head == HeadKeyword.Namespace)
            file.Scope = _outline.Scopes.Open(_at + 1, new TextSpan(file.StatementStart, _lastCode + 1), ScopeTree.None, isDeclaration: false);
    }

    // What the brace opens: by its statement's telling word, if the brace is that statement's own.
    private HeadKeyword GetBody()
    {
        var outer = _stack.Top;
        if (outer.Codes > 0 || outer != _stack.Owner || _last == '=')
            return HeadKeyword.None;
        // Only extern "C" puts a brace behind a string.
        if (syntax.ParenthesesMakeFunctions && _last == '"')
            return HeadKeyword.Namespace;
        if (syntax.ParenthesesMakeFunctions && outer is { Head: HeadKeyword.Type, HasParenthesesAfterHead: true })
            return HeadKeyword.Function;
        return outer.Head == HeadKeyword.Namespace && outer.Types > 0 ? HeadKeyword.Type : outer.Head;
    }

    private bool BeginsList() => _last is '\0' or '=' or '(' or '[' or ',' or ':' or '?';

    private void EndFrames(IReadOnlyList<BraceFrame> closed)
    {
        foreach (var frame in closed)
        {
            if (frame.OwnsScope)
                _outline.Scopes.Close(frame.Scope, _at);
            if (frame.Open == '{' && !frame.IsList)
                _stack.Owner.EndStatement();
        }
    }

    private void ReadDirective()
    {
        var word = ReadDirectiveWord();
        FollowCondition(word);
        var isStatement = _stack.Top.HoldsStatements && BeginsStatement();
        if (isStatement && word is not ("endif" or "else" or "elif" or "endregion"))
            BeginLine();
        _lines.SeeCode();
        SkipDirective();
        if (!isStatement)
            return;

        _stack.Top.EndStatement();
        // What a condition guards, or a region begins with, stays with it.
        _stack.Top.IsAnnotated = word is "if" or "ifdef" or "ifndef" or "else" or "elif" or "region";
        _last = ';';
        _lastCode = _at - 1;
        if (_stack.Top.IsTopLevel)
            _outline.EndTopLevel(_lastCode);
    }

    // Each branch of a condition opens its braces anew: only one of them is compiled.
    private void FollowCondition(string word)
    {
        if (word is "if" or "ifdef" or "ifndef")
            _conditions.Push(_stack.Count);
        else if (word is "else" or "elif" && _conditions.TryPeek(out var frames))
            EndFrames(_stack.CloseTo(frames));
        else if (word is "endif")
            _conditions.TryPop(out _);
    }

    private string ReadDirectiveWord()
    {
        var start = _at + 1;
        while (start < text.Length && text[start] is ' ' or '\t')
            start++;
        return Lexer.PeekWord(text, start).ToString();
    }

    // To the end of its line, and of the lines a backslash adds; a comment in it may add lines too.
    private void SkipDirective()
    {
        while (_at < text.Length)
        {
            if (IsRegionStart(_at))
                _at = regions[_region++].End;
            else if (!LineEnds.IsLineEnd(text[_at]))
                _at++;
            else if (text[_at - 1] == '\\')
                _at = LineEnds.Skip(text, _at);
            else
                return;
        }
    }
}
