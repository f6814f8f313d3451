namespace BatchGen.Batches.Data;

/// <summary>Where a list that is ordered by time and id has come to, whether that row is still there or not.</summary>
internal sealed record ListPlace(DateTimeOffset CreatedAt, string PublicId);
