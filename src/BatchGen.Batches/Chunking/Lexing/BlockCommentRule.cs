namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>A comment between two marks; one that is never closed runs to the end, as compilers read it.</summary>
internal sealed class BlockCommentRule(string open, string close) : LexicalRule
{
    /// <summary>Whether comments nest (Rust, Swift, Kotlin).</summary>
    public bool Nests { get; init; }

    public override RegionKind Kind => RegionKind.Comment;

    public override string Triggers { get; } = open[..1];

    public override int FindEnd(string text, int start, int lastCode)
    {
        if (!Matches(text, start, open))
            return NotHere(start);

        var depth = 1;
        for (var i = start + open.Length; i < text.Length;)
        {
            if (Matches(text, i, close))
            {
                i += close.Length;
                if (--depth == 0)
                    return i;
            }
            else if (Nests && Matches(text, i, open))
            {
                i += open.Length;
                depth++;
            }
            else
            {
                i++;
            }
        }

        return text.Length;
    }
}
