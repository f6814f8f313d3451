namespace BatchGen.Batches.Chunking.Joining;

/// <summary>Which lines became which piece of a result. Kept with the result and shown beside it.</summary>
/// <param name="Pieces">The parts in order, then the reductions in order of round and number.</param>
public sealed record ChunkLineage(string Path, JoinStrategy Strategy, IReadOnlyList<LineagePiece> Pieces)
{
    /// <summary>False when the input fitted and was answered at once.</summary>
    public bool WasChunked => Pieces.Count > 1;
}
