using BatchGen.Batches.Requests;

namespace BatchGen.Batches.Execution;

/// <summary>An item on its way to the engine.</summary>
/// <param name="Attempts">Times it was sent before.</param>
/// <param name="EngineLosses">Times an engine died on it before.</param>
/// <param name="PromptTokens">Of its whole prompt, as counted at submission.</param>
/// <param name="Parts">Parts its input is cut into; 0 when it goes to the model whole.</param>
/// <param name="CutsJson">Where it is cut; null when whole.</param>
internal sealed record ShardItem(
    long Id, int Ordinal, string CustomId, int Attempts, int EngineLosses, int PromptTokens, int Parts, string? CutsJson, ItemRequest Request);
