namespace BatchGen.Batches.Chunking.Lexing;

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
