namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>A place where a text may be cut.</summary>
/// <param name="Depth">Of two boundaries of one rank the one with the lower depth is better.</param>
internal readonly record struct Boundary(int Offset, BoundaryRank Rank, int Depth);
