namespace BatchGen.Batches.Chunking.Lexing;

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
