namespace BatchGen.Code.Parsing;

/// <summary>A comment up to the end of its line; the line end is not a part of it.</summary>
internal sealed class LineCommentRule(string mark) : LexicalRule
{
    /// <summary>Whether the mark counts only at a line's start or after a blank, as in a shell's <c>$#</c> or a YAML value.</summary>
    public bool NeedsBlankBefore { get; init; }

    public override RegionKind Kind => RegionKind.Comment;

    public override string Triggers { get; } = mark[..1];

    public override int FindEnd(string text, int start, int lastCode)
    {
        if (!Matches(text, start, mark) || (NeedsBlankBefore && start > 0 && !char.IsWhiteSpace(text[start - 1])))
            return NotHere(start);
        return LineEnds.FindNext(text, start);
    }
}

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
