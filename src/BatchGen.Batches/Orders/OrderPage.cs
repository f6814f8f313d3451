namespace BatchGen.Batches.Orders;

public sealed record OrderPage(IReadOnlyList<OrderView> Orders, bool HasMore);
