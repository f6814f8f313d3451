namespace BatchGen.Batches.Chunking;

/// <summary>A stretch of a document.</summary>
/// <param name="Start">Offset of its first UTF-16 unit.</param>
/// <param name="End">Offset after its last; equal to Start when empty.</param>
/// <param name="FirstLine">1-based line of its first character.</param>
/// <param name="LastLine">1-based line of its last character, inclusive.</param>
public sealed record SourceRange(int Start, int End, int FirstLine, int LastLine)
{
    public int Length => End - Start;
}
