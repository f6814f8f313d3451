namespace BatchGen.Web.Api;

/// <param name="Cursor">Hand it in as "cursor" for the next page; null when this is the last.</param>
internal sealed record BatchPageBody(IReadOnlyList<BatchSummaryBody> Batches, string? Cursor);
