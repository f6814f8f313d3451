namespace BatchGen.Code.Parsing;

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

/// <summary>A string that may span lines; one that is never closed runs to the end.</summary>
internal sealed class BlockStringRule(string open, string close, StringEscape escape) : LexicalRule
{
    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers { get; } = open[..1];

    public override int FindEnd(string text, int start, int lastCode)
    {
        if (!Matches(text, start, open))
            return NotHere(start);

        for (var i = start + open.Length; i < text.Length; i++)
        {
            if (text[i] == '\\' && escape == StringEscape.Backslash)
            {
                i++;
            }
            else if (Matches(text, i, close))
            {
                var end = i + close.Length;
                if (escape != StringEscape.Doubled || !Matches(text, end, close))
                    return end;
                i = end + close.Length - 1;
            }
        }

        return text.Length;
    }
}

/// <summary>C#'s raw string: three or more quotes, closed by as many.</summary>
internal sealed class QuoteRunRule : LexicalRule
{
    private const int ShortestRun = 3;

    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers => "\"";

    public override int FindEnd(string text, int start, int lastCode)
    {
        var open = RunLength(text, start);
        if (open < ShortestRun)
            return NotHere(start);

        for (var i = start + open; i < text.Length; i++)
        {
            if (text[i] != '"')
                continue;
            var run = RunLength(text, i);
            i += run - 1;
            if (run >= open)
                return i + 1;
        }

        return text.Length;
    }

    private static int RunLength(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] == '"')
            end++;
        return end - start;
    }
}

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
