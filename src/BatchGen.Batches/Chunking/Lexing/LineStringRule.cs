namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>
/// A string or character that must close on its line. A quote without a partner is no string: it is an apostrophe in
/// markup, or code that is still being written.
/// </summary>
internal sealed class LineStringRule(char quote, StringEscape escape) : LexicalRule
{
    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers { get; } = quote.ToString();

    public override int FindEnd(string text, int start, int lastCode)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (LineEnds.IsLineEnd(c))
                return ~i;
            if (c == '\\' && escape == StringEscape.Backslash)
                i = SkipEscaped(text, i);
            else if (c == quote && escape == StringEscape.Doubled && i + 1 < text.Length && text[i + 1] == quote)
                i++;
            else if (c == quote)
                return i + 1;
        }

        return ~text.Length;
    }

    // A backslash before a line end carries the string on (C, JavaScript, Python); CR LF is one line end.
    private static int SkipEscaped(string text, int backslash)
    {
        var next = backslash + 1;
        return next < text.Length && LineEnds.IsLineEnd(text[next]) ? LineEnds.Skip(text, next) - 1 : next;
    }
}
