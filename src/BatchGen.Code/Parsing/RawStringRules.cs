using System.Buffers;

namespace BatchGen.Code.Parsing;

/// <summary>C++'s <c>R"mark( … )mark"</c>; asked at the quote, after the prefix was read as a word.</summary>
internal sealed class CppRawStringRule : LexicalRule
{
    // The standard allows 16 characters of mark.
    private const int LongestMark = 16;

    private static readonly SearchValues<char> NotInMark = SearchValues.Create("\" )\\\t\r\n");

    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers => "\"";

    public override int FindEnd(string text, int start, int lastCode)
    {
        if (start == 0 || text[start - 1] != 'R')
            return NotHere(start);
        var paren = text.AsSpan(start + 1, Math.Min(LongestMark + 1, text.Length - start - 1)).IndexOf('(');
        if (paren < 0 || text.AsSpan(start + 1, paren).IndexOfAny(NotInMark) >= 0)
            return NotHere(start);

        var close = $"){text.Substring(start + 1, paren)}\"";
        var end = text.IndexOf(close, start + paren, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + close.Length;
    }
}

/// <summary>Rust's <c>r#" … "#</c>, also with <c>b</c> or <c>c</c> before the <c>r</c>.</summary>
internal sealed class RustRawStringRule : LexicalRule
{
    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers => "rbc";

    public override int FindEnd(string text, int start, int lastCode)
    {
        var i = start;
        if (text[i] is 'b' or 'c')
            i++;
        if (i >= text.Length || text[i] != 'r')
            return NotHere(start);

        i++;
        var hashes = i;
        while (hashes < text.Length && text[hashes] == '#')
            hashes++;
        if (hashes >= text.Length || text[hashes] != '"')
            return NotHere(start);

        var close = "\"" + new string('#', hashes - i);
        var end = text.IndexOf(close, hashes + 1, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + close.Length;
    }
}

/// <summary>Rust's <c>'x'</c>, told from a lifetime (<c>'a</c>) by its closing quote.</summary>
internal sealed class RustCharRule : LexicalRule
{
    // The longest, '\u{10FFFF}', has ten characters between its quotes.
    private const int LongestEscape = 10;

    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers => "'";

    public override int FindEnd(string text, int start, int lastCode)
    {
        var first = start + 1;
        if (first >= text.Length)
            return NotHere(start);
        if (text[first] != '\\')
        {
            var width = char.IsHighSurrogate(text[first]) ? 2 : 1;
            return first + width < text.Length && text[first + width] == '\'' ? first + width + 1 : NotHere(start);
        }

        // The escaped character may itself be a quote.
        var afterEscaped = Math.Min(first + 2, text.Length);
        var close = text.AsSpan(afterEscaped, Math.Min(text.Length - afterEscaped, LongestEscape)).IndexOf('\'');
        return close < 0 ? NotHere(start) : afterEscaped + close + 1;
    }
}
