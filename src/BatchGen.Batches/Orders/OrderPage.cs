using BatchGen.Batches.Data;

namespace BatchGen.Batches.Orders;

/// <summary>Batches as <c>GET /v1/batches</c> lists them.</summary>
public sealed record OrderPage(IReadOnlyList<Batch> Batches, bool HasMore);

/// <param name="After">The public id of the last batch seen; null starts at the newest.</param>
/// <param name="OwnerId">Whose batches; null takes everybody's.</param>
public sealed record OrderFilter(string? After, int Limit, long? OwnerId = null);
