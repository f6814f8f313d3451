using System.Globalization;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Grammars;

/// <summary>
/// Reads llama.cpp's grammar notation (grammars/README.md there) into rules. Token references (<c>&lt;[7]&gt;</c>) are no
/// part of it: they would let a grammar name tokens that end the process.
/// </summary>
internal sealed class GbnfReader(string text)
{
    /// <summary>llama.cpp's MAX_REPETITION_THRESHOLD.</summary>
    private const int MostRepetitions = 2_000;
    private const int MostNesting = 64;

    private readonly Dictionary<string, GbnfNode> _rules = new(StringComparer.Ordinal);
    private int _at;
    private int _nesting;

    /// <exception cref="GrammarException">It is no grammar; the message says where.</exception>
    public IReadOnlyDictionary<string, GbnfNode> Read()
    {
        SkipSpace(acrossLines: true);
        while (_at < text.Length)
            ReadRule();
        return _rules;
    }

    private void ReadRule()
    {
        var name = ReadName();
        SkipSpace(acrossLines: false);
        Expect("::=");
        SkipSpace(acrossLines: true);
        var body = ReadChoice();
        if (!_rules.TryAdd(name, body))
            throw Wrong($"the rule \"{name}\" is there twice");
        if (_at < text.Length && text[_at] is not ('\n' or '\r'))
            throw Wrong("a rule must end with its line");
        SkipSpace(acrossLines: true);
    }

    private GbnfNode ReadChoice()
    {
        if (++_nesting > MostNesting)
            throw Wrong($"groups nest deeper than {MostNesting}");
        var alternatives = new List<GbnfNode> { ReadSequence() };
        while (Peek() == '|')
        {
            _at++;
            SkipSpace(acrossLines: true);
            alternatives.Add(ReadSequence());
        }

        _nesting--;
        return alternatives.Count == 1 ? alternatives[0] : new GbnfChoice(alternatives);
    }

    private GbnfNode ReadSequence()
    {
        var parts = new List<GbnfNode>();
        while (ReadPart() is { } part)
        {
            SkipSpace(acrossLines: _nesting > 1);
            parts.Add(ReadRepetition(part));
        }

        return parts.Count == 0 ? new GbnfNothing() : new GbnfSequence(parts);
    }

    private GbnfNode? ReadPart()
    {
        switch (Peek())
        {
            case '"':
                return ReadLiteral();
            case '[':
                return ReadClass();
            case '(':
                return ReadGroup();
            case '.':
                _at++;
                return new GbnfText();
            case var name when IsNameCharacter(name):
                return new GbnfReference(ReadName());
            default:
                return null;
        }
    }

    private GbnfNode ReadLiteral()
    {
        _at++;
        var length = 0;
        for (; Peek() != '"'; length++)
            ReadCharacter();
        _at++;
        return length == 0 ? new GbnfNothing() : new GbnfText();
    }

    private GbnfText ReadClass()
    {
        _at++;
        if (Peek() == '^')
            _at++;
        if (Peek() == ']')
            throw Wrong("a class of characters is empty");
        while (Peek() != ']')
        {
            var from = ReadCharacter();
            if (Peek() != '-' || _at + 1 >= text.Length || text[_at + 1] == ']')
                continue;
            _at++;
            if (ReadCharacter() < from)
                throw Wrong("a range of characters runs backwards");
        }

        _at++;
        return new GbnfText();
    }

    private GbnfNode ReadGroup()
    {
        _at++;
        SkipSpace(acrossLines: true);
        var inner = ReadChoice();
        if (Peek() != ')')
            throw Wrong("a group is not closed");
        _at++;
        return inner;
    }

    private GbnfNode ReadRepetition(GbnfNode part)
    {
        switch (Peek())
        {
            case '*' or '?':
                part = new GbnfRepetition(part, AtLeast: 0);
                break;
            case '+':
                part = new GbnfRepetition(part, AtLeast: 1);
                break;
            case '{':
                part = new GbnfRepetition(part, ReadBounds());
                break;
            default:
                return part;
        }

        _at++;
        SkipSpace(acrossLines: _nesting > 1);
        return Peek() is '*' or '?' or '+' or '{' ? throw Wrong("two repetitions follow each other") : part;
    }

    /// <returns>The lower one; stands on the closing brace.</returns>
    private int ReadBounds()
    {
        var end = text.IndexOf('}', _at);
        if (end < 0)
            throw Wrong("a repetition is not closed");
        var bounds = text[(_at + 1)..end].Split(',');
        var least = Bound(bounds[0]);
        var isBounded = bounds.Length == 1 || bounds[1].Trim().Length > 0;
        var most = bounds.Length == 1 ? least : isBounded ? Bound(bounds[1]) : MostRepetitions;
        if (bounds.Length > 2 || most < least)
            throw Wrong("a repetition has wrong bounds");
        _at = end;
        return least;
    }

    private int Bound(string digits) =>
        int.TryParse(digits.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bound) && bound <= MostRepetitions
            ? bound
            : throw Wrong($"a bound of a repetition must be a whole number up to {MostRepetitions}");

    /// <returns>The character's code.</returns>
    private int ReadCharacter()
    {
        if (_at >= text.Length || text[_at] is '\n' or '\r' or '\0')
            throw Wrong("a text or a class is not closed");
        if (text[_at] != '\\')
        {
            var code = char.IsSurrogatePair(text, _at) ? char.ConvertToUtf32(text, _at) : text[_at];
            if (code is >= 0xD800 and <= 0xDFFF)
                throw Wrong("it holds half of a surrogate pair");
            _at += code > char.MaxValue ? 2 : 1;
            return code;
        }

        var escape = _at + 1 < text.Length ? text[_at + 1] : '\0';
        _at += 2;
        return escape switch
        {
            'x' => ReadHex(2),
            'u' => ReadHex(4),
            'U' => ReadHex(8),
            't' => '\t',
            'r' => '\r',
            'n' => '\n',
            '\\' or '"' or '[' or ']' or '-' => escape,
            _ => throw Wrong("it holds an unknown escape"),
        };
    }

    private int ReadHex(int digits)
    {
        if (_at + digits > text.Length
            || !int.TryParse(text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code < 0)
            throw Wrong($"an escape wants {digits} hexadecimal digits");
        _at += digits;
        return code;
    }

    private string ReadName()
    {
        var start = _at;
        while (IsNameCharacter(Peek()))
            _at++;
        return _at > start ? text[start.._at] : throw Wrong("a rule's name is missing");
    }

    private void Expect(string wanted)
    {
        if (!text.AsSpan(_at).StartsWith(wanted, StringComparison.Ordinal))
            throw Wrong($"\"{wanted}\" is missing");
        _at += wanted.Length;
    }

    private void SkipSpace(bool acrossLines)
    {
        while (_at < text.Length)
        {
            if (text[_at] == '#')
                _at = text.IndexOf('\n', _at) is var end and >= 0 ? end : text.Length;
            else if (text[_at] is ' ' or '\t' || (acrossLines && text[_at] is ('\r' or '\n')))
                _at++;
            else
                return;
        }
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';

    private GrammarException Wrong(InvariantText reason) => new($"The grammar is wrong at character {_at + 1}: {reason.ToString()}.");
}
