namespace BatchGen.Batches.Queries;

/// <param name="Cursor">Hand it in for the next page; null when this is the last.</param>
public sealed record BatchPage(IReadOnlyList<BatchSummary> Batches, string? Cursor);
