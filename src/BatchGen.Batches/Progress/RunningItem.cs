namespace BatchGen.Batches.Progress;

/// <summary>An item that is in the engine just now.</summary>
/// <param name="StartedAt">When it got a slot, UTC.</param>
public sealed record RunningItem(int Ordinal, string CustomId, DateTimeOffset StartedAt);
