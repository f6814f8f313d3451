namespace BatchGen.Batches.Chunking.Joining;

/// <summary>Names one generation of a long item; stable, so that a retry runs only what is missing.</summary>
/// <param name="Round">0 for the parts of the input; 1 and up for the answers made over answers.</param>
/// <param name="Number">1-based in its round.</param>
public readonly record struct PieceId(int Round, int Number)
{
    public static PieceId OfPart(int part) => new(0, part);

    /// <summary>"0.3", for storage and logs.</summary>
    public override string ToString() => $"{Round}.{Number}";
}
