namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>PostgreSQL's <c>$mark$ … $mark$</c>.</summary>
internal sealed class DollarQuoteRule : LexicalRule
{
    // PostgreSQL cuts identifiers at 63 bytes.
    private const int LongestMark = 63;

    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers => "$";

    public override int FindEnd(string text, int start, int lastCode)
    {
        var i = start + 1;
        while (i < text.Length && i - start <= LongestMark && (text[i] == '_' || char.IsLetterOrDigit(text[i])))
            i++;
        if (i >= text.Length || text[i] != '$' || char.IsDigit(text[start + 1]))
            return NotHere(start);

        var mark = text.Substring(start, i + 1 - start);
        var end = text.IndexOf(mark, i + 1, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + mark.Length;
    }
}
