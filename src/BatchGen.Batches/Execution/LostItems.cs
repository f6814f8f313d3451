namespace BatchGen.Batches.Execution;

/// <summary>Items without an end when the engine died.</summary>
/// <param name="Suspects">Those that may have caused it.</param>
/// <param name="Bystanders">Those that only waited.</param>
internal sealed record LostItems(IReadOnlyList<ShardItem> Suspects, IReadOnlyList<ShardItem> Bystanders);
