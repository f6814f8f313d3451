using System.Buffers;

namespace BatchGen.Code.Parsing;

/// <summary>Tells code from comments and literals. Never fails, deterministic, thread-safe.</summary>
internal interface ILexer
{
    /// <summary>Comments and literals in order; they never overlap.</summary>
    IReadOnlyList<Region> Read(string text);
}

/// <summary>A comment or literal with its marks, from Start up to End.</summary>
internal readonly record struct Region(RegionKind Kind, int Start, int End);

/// <summary>What a stretch of source is when it is not code.</summary>
internal enum RegionKind
{
    Comment,

    /// <summary>Strings, characters and regular expressions: nothing in them is structure.</summary>
    Literal,
}

/// <summary>
/// Finds a language's comments and literals and nothing else; what is left is code. Where several rules could begin at
/// one place the first given wins, so longer marks stand before shorter ones. One pass.
/// </summary>
internal sealed class Lexer : ILexer
{
    private readonly LexicalRule[] _rules;
    private readonly SearchValues<char> _triggers;

    public Lexer(params LexicalRule[] rules)
    {
        _rules = rules;
        _triggers = SearchValues.Create(string.Concat(rules.Select(rule => rule.Triggers)));
    }

    /// <summary>Stands between the digits of a number without ending it: C++'s <c>1'000</c>. NUL if there is none.</summary>
    public char DigitSeparator { get; init; }

    public static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <summary>The word at a place; empty if none begins there.</summary>
    public static ReadOnlySpan<char> PeekWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsWordCharacter(text[end]))
            end++;
        return text.AsSpan(start, end - start);
    }

    public IReadOnlyList<Region> Read(string text)
    {
        List<Region> regions = [];
        var retryFrom = new int[_rules.Length];
        var lastCode = -1;
        for (var i = 0; i < text.Length;)
        {
            if (_triggers.Contains(text[i]) && TryMatch(text, i, lastCode, retryFrom) is { } region)
            {
                regions.Add(region);
                i = region.End;
                if (region.Kind == RegionKind.Literal)
                    lastCode = region.End - 1;
            }
            else if (IsWordCharacter(text[i]))
            {
                i = SkipWord(text, i);
                lastCode = i - 1;
            }
            else
            {
                if (!char.IsWhiteSpace(text[i]))
                    lastCode = i;
                i++;
            }
        }

        return regions;
    }

    private Region? TryMatch(string text, int start, int lastCode, int[] retryFrom)
    {
        for (var r = 0; r < _rules.Length; r++)
        {
            if (start < retryFrom[r] || !_rules[r].Triggers.Contains(text[start]))
                continue;
            var end = _rules[r].FindEnd(text, start, lastCode);
            if (end >= 0)
                return new Region(_rules[r].Kind, start, end);
            retryFrom[r] = ~end;
        }

        return null;
    }

    // Words are skipped whole, so that a letter or a quote inside one never begins a literal.
    private int SkipWord(string text, int start)
    {
        var isNumber = char.IsAsciiDigit(text[start]);
        var i = start + 1;
        while (i < text.Length
            && (IsWordCharacter(text[i])
                || (isNumber && text[i] == DigitSeparator && i + 1 < text.Length && IsWordCharacter(text[i + 1]))))
        {
            i++;
        }

        return i;
    }
}
