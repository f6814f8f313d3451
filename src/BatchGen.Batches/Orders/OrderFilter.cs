namespace BatchGen.Batches.Orders;

/// <param name="After">The public id of the last order seen; null starts at the newest.</param>
/// <param name="OwnerId">Whose orders; null takes everybody's.</param>
public sealed record OrderFilter(string? After, int Limit, long? OwnerId = null);
