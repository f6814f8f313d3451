namespace BatchGen.Batches.Chunking.Lexing;

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
