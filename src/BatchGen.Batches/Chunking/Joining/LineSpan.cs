namespace BatchGen.Batches.Chunking.Joining;

/// <summary>Lines of a text, 1-based, both inclusive.</summary>
public sealed record LineSpan(int First, int Last);
