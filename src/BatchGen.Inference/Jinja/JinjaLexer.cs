using System.Globalization;
using System.Text;

namespace BatchGen.Inference.Jinja;

/// <summary>
/// Cuts a template into tokens, with white space as chat templates are rendered by their authors: trim_blocks and lstrip_blocks on, one
/// newline at the very end dropped (jinja2's lexer, with transformers' settings).
/// </summary>
internal sealed class JinjaLexer
{
    private static readonly string[] Signs2 = ["**", "//", "==", "!=", "<=", ">="];

    private readonly string _source;
    private readonly List<JinjaToken> _tokens = [];
    private int _at;
    private int _line = 1;

    /// <summary>The text that follows begins a line: at the start, or behind a tag whose newline was dropped.</summary>
    private bool _beginsLine = true;

    private JinjaLexer(string source) => _source = source;

    public static List<JinjaToken> Read(string template)
    {
        var source = template.ReplaceLineEndings("\n");
        var lexer = new JinjaLexer(source.EndsWith('\n') ? source[..^1] : source);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private void ReadAll()
    {
        while (_at < _source.Length)
        {
            var tag = NextTag();
            AddText(tag);
            if (tag == _source.Length)
                break;
            if (_source[tag + 1] == '#')
                SkipComment(tag);
            else
                ReadTag(isBlock: _source[tag + 1] == '%');
        }

        _tokens.Add(new JinjaToken(JinjaTokenKind.End, "", _line));
    }

    private int NextTag()
    {
        for (var at = _at; (at = _source.IndexOf('{', at)) >= 0 && at + 1 < _source.Length; at++)
        {
            if (_source[at + 1] is '{' or '%' or '#')
                return at;
        }

        return _source.Length;
    }

    private void AddText(int tag)
    {
        var text = _source[_at..tag];
        var kept = tag == _source.Length ? text : WithoutEnd(text, _source[tag + 1] != '{', tag + 2 < _source.Length ? _source[tag + 2] : '\0');
        if (kept.Length > 0)
            Add(JinjaTokenKind.Text, kept);
        _line += text.AsSpan().Count('\n');
        _at = tag;
        _beginsLine = false;
    }

    private string WithoutEnd(string text, bool isBlock, char control)
    {
        if (control == '-')
            return text.TrimEnd();
        if (!isBlock || control == '+')
            return text;
        var lineStart = text.LastIndexOf('\n') + 1;
        return (lineStart > 0 || _beginsLine) && string.IsNullOrWhiteSpace(text[lineStart..]) ? text[..lineStart] : text;
    }

    private void SkipComment(int tag)
    {
        var end = _source.IndexOf("#}", tag + 2, StringComparison.Ordinal);
        if (end < 0)
            throw new JinjaException("a comment {# is not closed with #}", _line);
        _line += _source.AsSpan(tag, end - tag).Count('\n');
        _at = end + 2;
        DropSpace(_source[end - 1], dropsNewline: true);
    }

    private void ReadTag(bool isBlock)
    {
        Add(isBlock ? JinjaTokenKind.BlockBegin : JinjaTokenKind.OutputBegin, "");
        _at += 2;
        if (_at < _source.Length && _source[_at] is ('-' or '+'))
            _at++;
        var close = isBlock ? "%}" : "}}";
        var open = 0;
        while (true)
        {
            SkipSpace();
            if (_at >= _source.Length)
                throw new JinjaException($"a tag is not closed with {close}", _line);
            if (open == 0 && Closes(close) is { } control)
            {
                Add(isBlock ? JinjaTokenKind.BlockEnd : JinjaTokenKind.OutputEnd, "");
                DropSpace(control, dropsNewline: isBlock);
                return;
            }

            open += ReadToken();
        }
    }

    /// <returns>The sign before the closing one, or a space; null when the tag goes on.</returns>
    private char? Closes(string close)
    {
        if (string.CompareOrdinal(_source, _at, close, 0, 2) == 0)
        {
            _at += 2;
            return ' ';
        }

        if (_source[_at] is not ('-' or '+') || string.CompareOrdinal(_source, _at + 1, close, 0, 2) != 0)
            return null;
        _at += 3;
        return _source[_at - 3];
    }

    private void DropSpace(char control, bool dropsNewline)
    {
        if (control == '-')
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
                _line += _source[_at++] == '\n' ? 1 : 0;
        }
        else if (dropsNewline && control != '+' && _at < _source.Length && _source[_at] == '\n')
        {
            _at++;
            _line++;
            _beginsLine = true;
        }
    }

    private void SkipSpace()
    {
        while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
            _line += _source[_at++] == '\n' ? 1 : 0;
    }

    /// <returns>1 when a bracket was opened, −1 when one was closed, else 0.</returns>
    private int ReadToken()
    {
        var first = _source[_at];
        if (char.IsLetter(first) || first == '_')
            return ReadWhile(JinjaTokenKind.Name, character => char.IsLetterOrDigit(character) || character == '_');
        if (char.IsAsciiDigit(first))
            return ReadNumber();
        return first is '"' or '\'' ? ReadQuoted(first) : ReadSign();
    }

    private int ReadWhile(JinjaTokenKind kind, Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < _source.Length && belongs(_source[_at]))
            _at++;
        Add(kind, _source[start.._at]);
        return 0;
    }

    private int ReadNumber()
    {
        var start = _at;
        while (_at < _source.Length && (char.IsAsciiDigit(_source[_at]) || _source[_at] == '_'))
            _at++;
        var isWhole = true;
        if (_at + 1 < _source.Length && _source[_at] == '.' && char.IsAsciiDigit(_source[_at + 1]))
        {
            isWhole = false;
            for (_at++; _at < _source.Length && char.IsAsciiDigit(_source[_at]);)
                _at++;
        }

        if (Exponent() is var exponent and > 0)
        {
            isWhole = false;
            _at += exponent;
        }

        Add(isWhole ? JinjaTokenKind.Integer : JinjaTokenKind.Number, _source[start.._at].Replace("_", "", StringComparison.Ordinal));
        return 0;
    }

    /// <returns>Characters of "e5" or "e-5" here; 0 when there is none.</returns>
    private int Exponent()
    {
        if (_at >= _source.Length || _source[_at] is not ('e' or 'E'))
            return 0;
        var end = _at + 1;
        if (end < _source.Length && _source[end] is ('-' or '+'))
            end++;
        var digits = end;
        while (end < _source.Length && char.IsAsciiDigit(_source[end]))
            end++;
        return end > digits ? end - _at : 0;
    }

    private int ReadQuoted(char quote)
    {
        var line = _line;
        var text = new StringBuilder();
        for (_at++; _at < _source.Length && _source[_at] != quote; _at++)
        {
            _line += _source[_at] == '\n' ? 1 : 0;
            if (_source[_at] == '\\' && _at + 1 < _source.Length)
                ReadEscape(text);
            else
                text.Append(_source[_at]);
        }

        if (_at >= _source.Length)
            throw new JinjaException("a quoted text is not closed", line);
        _at++;
        _tokens.Add(new JinjaToken(JinjaTokenKind.Quoted, text.ToString(), line));
        return 0;
    }

    private void ReadEscape(StringBuilder text)
    {
        var escaped = _source[++_at];
        switch (escaped)
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case '\n': break;
            case '\\' or '"' or '\'': text.Append(escaped); break;
            case 'x': ReadCode(text, 2); break;
            case 'u': ReadCode(text, 4); break;
            default: text.Append('\\').Append(escaped); break;
        }
    }

    private void ReadCode(StringBuilder text, int digits)
    {
        if (_at + digits >= _source.Length
            || !int.TryParse(_source.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw new JinjaException("an escaped character in a quoted text is not written with hexadecimal digits", _line);
        }

        text.Append((char)code);
        _at += digits;
    }

    private int ReadSign()
    {
        foreach (var sign in Signs2)
        {
            if (string.CompareOrdinal(_source, _at, sign, 0, 2) != 0)
                continue;
            Add(JinjaTokenKind.Sign, sign);
            _at += 2;
            return 0;
        }

        var one = _source[_at++];
        if (!"+-*/%~<>=()[]{},.:|".Contains(one, StringComparison.Ordinal))
            throw new JinjaException($"the character '{one}' means nothing here", _line);
        Add(JinjaTokenKind.Sign, one.ToString());
        return one is '(' or '[' or '{' ? 1 : one is ')' or ']' or '}' ? -1 : 0;
    }

    private void Add(JinjaTokenKind kind, string text) => _tokens.Add(new JinjaToken(kind, text, _line));
}
