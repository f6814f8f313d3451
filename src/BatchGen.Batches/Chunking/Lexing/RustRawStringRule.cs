namespace BatchGen.Batches.Chunking.Lexing;

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
