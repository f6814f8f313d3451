using System.Globalization;
using System.Text;

namespace BatchGen.Inference.Tests.Grammars.Machine;

/// <summary>One element of a rule: a class of characters, or a reference to another rule.</summary>
/// <param name="Ranges">Of code points; null for a reference.</param>
internal sealed record Element(IReadOnlyList<(int First, int Last)>? Ranges, bool IsNegated, int Rule)
{
    public bool Matches(int character) => Ranges!.Any(range => range.First <= character && character <= range.Last) != IsNegated;
}

/// <summary>
/// Reads a grammar the way llama.cpp's README describes it, apart from the product's own reader: rules of alternatives of
/// elements, repetitions and groups made rules of their own.
/// </summary>
internal sealed class GrammarText
{
    private readonly string _text;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<List<List<Element>>> _rules = [];
    private int _at;

    private GrammarText(string text) => _text = text;

    public IReadOnlyList<List<List<Element>>> Rules => _rules;

    public int Root => _numbers["root"];

    public static GrammarText Read(string text)
    {
        var grammar = new GrammarText(text);
        grammar.Space(lines: true);
        while (grammar._at < text.Length)
        {
            var rule = grammar.Number(grammar.Name());
            grammar.Space(lines: false);
            grammar.Expect("::=");
            grammar.Space(lines: true);
            grammar._rules[rule] = grammar.Alternatives(isInner: false);
            grammar.Space(lines: true);
        }

        if (grammar._rules.FindIndex(rule => rule.Count == 0) is var missing and >= 0)
            throw new FormatException($"rule {grammar._numbers.First(name => name.Value == missing).Key} is missing");
        return grammar;
    }

    private List<List<Element>> Alternatives(bool isInner)
    {
        var all = new List<List<Element>> { Sequence(isInner) };
        while (Peek() == '|')
        {
            _at++;
            Space(lines: true);
            all.Add(Sequence(isInner));
        }

        return all;
    }

    private List<Element> Sequence(bool isInner)
    {
        var sequence = new List<Element>();
        while (true)
        {
            var start = sequence.Count;
            switch (Peek())
            {
                case '"':
                    _at++;
                    while (Peek() != '"')
                        sequence.Add(One(Character()));
                    _at++;
                    break;
                case '[':
                    sequence.Add(Class());
                    break;
                case '.':
                    _at++;
                    sequence.Add(new Element([], IsNegated: true, 0));
                    break;
                case '(':
                    _at++;
                    Space(lines: true);
                    var group = Add();
                    _rules[group] = Alternatives(isInner: true);
                    Expect(")");
                    sequence.Add(Reference(group));
                    break;
                case var letter when char.IsAsciiLetterOrDigit(letter):
                    sequence.Add(Reference(Number(Name())));
                    break;
                default:
                    return sequence;
            }

            Space(isInner);
            Repeat(sequence, start);
            Space(isInner);
        }
    }

    private void Repeat(List<Element> sequence, int start)
    {
        (var least, var most) = Bounds();
        if (least == 1 && most == 1)
            return;
        var part = sequence[start..];
        if (part.Count == 0)
            throw new FormatException("nothing is repeated");
        sequence.RemoveRange(start, part.Count);
        for (var i = 0; i < least; i++)
            sequence.AddRange(part);
        if (most < 0)
        {
            var loop = Add();
            _rules[loop] = [[.. part, Reference(loop)], []];
            sequence.Add(Reference(loop));
            return;
        }

        var last = -1;
        for (var i = least; i < most; i++)
        {
            var rule = Add();
            _rules[rule] = [last < 0 ? part : [.. part, Reference(last)], []];
            last = rule;
        }

        if (last >= 0)
            sequence.Add(Reference(last));
    }

    private (int Least, int Most) Bounds()
    {
        var next = Peek();
        if (next is '*' or '+' or '?')
        {
            _at++;
            return (next == '+' ? 1 : 0, next == '?' ? 1 : -1);
        }

        if (next != '{')
            return (1, 1);
        var end = _text.IndexOf('}', _at);
        var bounds = _text[(_at + 1)..end].Split(',');
        _at = end + 1;
        var least = int.Parse(bounds[0], CultureInfo.InvariantCulture);
        var most = bounds.Length == 1 ? least : bounds[1].Length == 0 ? -1 : int.Parse(bounds[1], CultureInfo.InvariantCulture);
        return Math.Max(least, most) < 2_000 ? (least, most) : throw new FormatException("llama.cpp refuses so many repetitions");
    }

    private Element Class()
    {
        _at++;
        var isNegated = Peek() == '^';
        if (isNegated)
            _at++;
        var ranges = new List<(int, int)>();
        while (Peek() != ']')
        {
            var first = Character();
            if (Peek() == '-' && _text[_at + 1] != ']')
            {
                _at++;
                ranges.Add((first, Character()));
            }
            else
            {
                ranges.Add((first, first));
            }
        }

        _at++;
        return new Element(ranges, isNegated, 0);
    }

    private int Character()
    {
        if (_text[_at] != '\\')
        {
            var rune = Rune.GetRuneAt(_text, _at);
            _at += rune.Utf16SequenceLength;
            return rune.Value;
        }

        var escape = _text[_at + 1];
        _at += 2;
        var digits = escape switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
            return escape switch { 't' => '\t', 'r' => '\r', 'n' => '\n', _ => escape };
        var code = int.Parse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        _at += digits;
        return code;
    }

    private string Name()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '-')
            _at++;
        return _text[start.._at];
    }

    private int Number(string name) => _numbers.TryGetValue(name, out var known) ? known : _numbers[name] = Add();

    private int Add()
    {
        _rules.Add([]);
        return _rules.Count - 1;
    }

    private void Expect(string wanted)
    {
        if (!_text.AsSpan(_at).StartsWith(wanted, StringComparison.Ordinal))
            throw new FormatException($"{wanted} is missing at {_at}");
        _at += wanted.Length;
    }

    private void Space(bool lines)
    {
        while (_at < _text.Length && (_text[_at] is ' ' or '\t' || (lines && _text[_at] is '\r' or '\n')))
            _at++;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private static Element One(int character) => new([(character, character)], IsNegated: false, 0);

    private static Element Reference(int rule) => new(null, IsNegated: false, rule);
}
