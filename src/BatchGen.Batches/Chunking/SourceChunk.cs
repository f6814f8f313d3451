using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Chunking;

/// <summary>One piece of a long input. The texts of a document's chunks, in order, are the document's text.</summary>
/// <param name="Part">1-based.</param>
/// <param name="Parts">How many chunks the document has.</param>
/// <param name="StartsAt">How good the place is that it begins at.</param>
/// <param name="Tokens">Header and text together, as counted; never more than the budget.</param>
public sealed record SourceChunk(
    string Path,
    Language Language,
    int Part,
    int Parts,
    SourceRange Range,
    BoundaryRank StartsAt,
    ChunkHeader Header,
    string Text,
    int Tokens)
{
    /// <summary>Whether the document fitted and was not cut; it then has no header.</summary>
    public bool IsWhole => Parts == 1;

    /// <summary>What the model is given.</summary>
    public string Prompt => Header.Text + Text;
}
