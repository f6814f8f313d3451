namespace BatchGen.Batches.Chunking.Lexing;

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
