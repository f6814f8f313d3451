namespace BatchGen.Batches.Queries;

/// <param name="Total">Items that match, on all pages.</param>
public sealed record ItemPage(IReadOnlyList<ItemSummary> Items, int Total);
