using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Execution;

/// <summary>An item on its way to the engine.</summary>
/// <param name="Attempts">Times it was sent before.</param>
/// <param name="EngineLosses">Times an engine died on it before.</param>
internal sealed record ShardItem(long Id, int Ordinal, string CustomId, int Attempts, int EngineLosses, ItemRequest Request);
