using System.Globalization;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Grammars.Languages;

/// <summary>
/// Reads the part of ECMA-262's regular expressions that says which texts are meant and nothing else: no references to
/// groups, no word borders, no flags.
/// </summary>
/// <param name="isWide">Which of two readings a class escape has; see <see cref="RegexClasses"/>.</param>
internal sealed class RegexReader(string text, bool isWide)
{
    private const int MostNesting = 40;
    private const int MostRepetitions = 1_000;
    private const string Syntax = "^$\\.*+?()[]{}|/-";

    private int _at;
    private int _nesting;
    private bool _isWide = isWide;

    /// <exception cref="LanguageException">It is no such expression; the message says where.</exception>
    public RegexNode Read()
    {
        var node = ReadChoice();
        return _at == text.Length ? node : throw Wrong("a ')' closes nothing");
    }

    private RegexNode ReadChoice()
    {
        if (++_nesting > MostNesting)
            throw Wrong($"groups nest deeper than {MostNesting}");
        var alternatives = new List<RegexNode> { ReadSequence() };
        while (Take('|'))
            alternatives.Add(ReadSequence());
        _nesting--;
        return alternatives.Count == 1 ? alternatives[0] : new RegexChoice(alternatives);
    }

    private RegexSequence ReadSequence()
    {
        var parts = new List<RegexNode>();
        while (_at < text.Length && text[_at] is not ('|' or ')'))
        {
            var atom = ReadAtom();
            parts.Add(ReadQuantifier(atom));
        }

        return new RegexSequence(parts);
    }

    private RegexNode ReadAtom()
    {
        var next = text[_at];
        switch (next)
        {
            case '^' or '$':
                _at++;
                return new RegexAnchor(next == '^');
            case '.':
                _at++;
                return new RegexChars(RegexClasses.Dot(_isWide), IsOpen: true);
            case '(':
                return ReadGroup();
            case '[':
                return ReadClass();
            case '\\':
                return ReadEscape();
            case '*' or '+' or '?':
                throw Wrong($"'{next}' repeats nothing");
            default:
                return new RegexChars(CharSet.Of(ReadCharacter()), IsOpen: false);
        }
    }

    private RegexNode ReadGroup()
    {
        var start = _at;
        _at++;
        if (!Take('?'))
            return ReadInGroup(start);
        if (Take(':'))
            return ReadInGroup(start);
        var isNegative = Peek() == '!';
        if (isNegative || Peek() == '=')
        {
            _at++;
            // What must not follow is left out: the other reading keeps to the safe side.
            _isWide ^= isNegative;
            var ahead = ReadInGroup(start);
            _isWide ^= isNegative;
            return new RegexLook(ahead, isNegative);
        }

        if (Peek() == '<' && _at + 1 < text.Length && text[_at + 1] is not ('=' or '!'))
        {
            _at = text.IndexOf('>', _at) + 1;
            return _at > 0 ? ReadInGroup(start) : throw WrongAt(start, "a name of a group is not closed");
        }

        throw WrongAt(start, $"groups that begin with \"(?{Peek()}\" are not held");
    }

    private RegexNode ReadInGroup(int start)
    {
        var inner = ReadChoice();
        return Take(')') ? inner : throw WrongAt(start, "a group is not closed");
    }

    private RegexNode ReadQuantifier(RegexNode atom)
    {
        if (ReadBounds() is not { } bounds)
            return atom;
        if (atom is RegexAnchor or RegexLook)
            throw Wrong("an anchor or a lookahead cannot be repeated");
        // Lazy or not, the texts are the same.
        Take('?');
        return Peek() is '*' or '+' ? throw Wrong("two repetitions follow each other") : new RegexRepetition(atom, bounds.Least, bounds.Most);
    }

    private Bounds? ReadBounds()
    {
        if (Take('*'))
            return new Bounds(0, null);
        if (Take('+'))
            return new Bounds(1, null);
        if (Take('?'))
            return new Bounds(0, 1);
        if (Peek() != '{' || _at + 1 >= text.Length || !char.IsAsciiDigit(text[_at + 1]))
            return null;
        var start = _at;
        _at++;
        var least = ReadNumber();
        int? most = !Take(',') ? least : Peek() == '}' ? null : ReadNumber();
        if (!Take('}') || most < least)
            throw WrongAt(start, "a repetition has wrong bounds");
        return new Bounds(least, most);
    }

    private int ReadNumber()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek()))
            _at++;
        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostRepetitions
            ? number
            : throw WrongAt(start, $"a bound of a repetition must be a whole number up to {MostRepetitions}");
    }

    private RegexChars ReadEscape()
    {
        var start = _at;
        var letter = _at + 1 < text.Length ? text[_at + 1] : '\0';
        if (RegexClasses.Escape(letter, _isWide) is { } set)
        {
            _at += 2;
            return new RegexChars(set, IsOpen: char.IsUpper(letter));
        }

        if (letter is 'p' or 'P')
            return new RegexChars(ReadCategory(), IsOpen: true);
        return new RegexChars(CharSet.Of(ReadEscapedCharacter(start)), IsOpen: false);
    }

    private CharSet ReadCategory()
    {
        var start = _at;
        var isNegative = text[_at + 1] == 'P';
        var end = text.IndexOf('}', _at);
        if (end < 0 || text[_at + 2] != '{')
            throw WrongAt(start, "a category of Unicode is not closed");
        var name = text[(_at + 3)..end];
        _at = end + 1;
        var set = RegexClasses.Category(name) ?? throw WrongAt(start, $"the property \"{name}\" of Unicode is not held");
        return isNegative ? set.Complement() : set;
    }

    private int ReadEscapedCharacter(int start)
    {
        _at++;
        if (_at >= text.Length)
            throw WrongAt(start, "nothing follows a backslash");
        var letter = text[_at++];
        switch (letter)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'r': return '\r';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'x': return ReadHex(2, start);
            case 'u' when Peek() == '{':
                var end = text.IndexOf('}', _at);
                return end > 0 ? ReadHex(end + 1 - _at, start, braces: 1) : throw WrongAt(start, "an escape is not closed");
            case 'u': return ReadUnits(start);
            case '0' when !char.IsAsciiDigit(Peek()): return 0;
            default:
                return Syntax.Contains(letter, StringComparison.Ordinal) || (char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter))
                    ? letter
                    : throw WrongAt(start, $"\"\\{letter}\" is not held");
        }
    }

    /// <summary>One unit of UTF-16, or two that are a pair.</summary>
    private int ReadUnits(int start)
    {
        var code = ReadHex(4, start);
        if (char.IsHighSurrogate((char)code) && text.AsSpan(_at).StartsWith("\\u", StringComparison.Ordinal))
        {
            _at += 2;
            var low = ReadHex(4, start);
            if (char.IsLowSurrogate((char)low))
                return char.ConvertToUtf32((char)code, (char)low);
        }

        return char.IsSurrogate((char)code) ? throw WrongAt(start, "it holds half of a surrogate pair") : code;
    }

    private int ReadHex(int digits, int start, int braces = 0)
    {
        var hex = _at + digits <= text.Length ? text.AsSpan(_at + braces, digits - (2 * braces)) : "";
        if (!int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0x10FFFF)
            throw WrongAt(start, "an escape wants hexadecimal digits");
        _at += digits;
        return code;
    }

    private RegexChars ReadClass()
    {
        var start = _at;
        _at++;
        var isNegative = Take('^');
        _isWide ^= isNegative;
        var set = CharSet.Empty;
        var isOpen = isNegative;
        while (Peek() != ']' || _at >= text.Length)
        {
            if (_at >= text.Length)
                throw WrongAt(start, "a class of characters is not closed");
            var from = ReadInClass();
            isOpen |= from.IsOpen;
            if (Peek() != '-' || _at + 1 >= text.Length || text[_at + 1] == ']')
            {
                set = set.Union(from.Set);
                continue;
            }

            _at++;
            var to = ReadInClass();
            set = set.Union(from.Set).Union(to.Set);
            if (!IsOne(from.Set) || !IsOne(to.Set))
                set = set.Union(CharSet.Of('-'));
            else if (from.Set.Ranges[0].First <= to.Set.Ranges[0].First)
                set = set.Union(new CharSet([new CharRange(from.Set.Ranges[0].First, to.Set.Ranges[0].First)]).Intersect(CharSet.All));
            else
                throw WrongAt(start, "a range of characters runs backwards");
        }

        _at++;
        _isWide ^= isNegative;
        return new RegexChars(isNegative ? set.Complement() : set, isOpen);
    }

    private RegexChars ReadInClass()
    {
        if (text[_at] != '\\')
            return new RegexChars(CharSet.Of(ReadCharacter()), IsOpen: false);
        if (_at + 1 < text.Length && text[_at + 1] == 'b')
        {
            _at += 2;
            return new RegexChars(CharSet.Of('\b'), IsOpen: false);
        }

        return ReadEscape();
    }

    private static bool IsOne(CharSet set) => set.Ranges is [{ } only] && only.First == only.Last;

    private int ReadCharacter()
    {
        if (char.IsSurrogate(text[_at]) && !char.IsSurrogatePair(text, _at))
            throw Wrong("it holds half of a surrogate pair");
        var code = char.ConvertToUtf32(text, _at);
        _at += code > CharSet.LastInPlane0 ? 2 : 1;
        return code;
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private bool Take(char wanted)
    {
        if (_at >= text.Length || text[_at] != wanted)
            return false;
        _at++;
        return true;
    }

    private LanguageException Wrong(InvariantText reason) => WrongAt(_at, reason);

    private static LanguageException WrongAt(int at, InvariantText reason) => new($"{reason.ToString()} (character {at + 1})");

    private readonly record struct Bounds(int Least, int? Most);
}
