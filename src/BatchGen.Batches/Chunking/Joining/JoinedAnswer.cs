namespace BatchGen.Batches.Chunking.Joining;

/// <summary>An item's result, and how it came to be.</summary>
public sealed record JoinedAnswer(string Text, ChunkLineage Lineage);
