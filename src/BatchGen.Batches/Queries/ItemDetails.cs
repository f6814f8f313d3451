using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Queries;

/// <summary>One item with its prompt and answer.</summary>
/// <param name="Messages">As the model gets them, the system prompt included; empty for an item that never was a request.</param>
/// <param name="Text">The answer; null without one.</param>
/// <param name="Timings">Null without an answer.</param>
public sealed record ItemDetails(
    ItemSummary Summary,
    IReadOnlyList<ChatMessage> Messages,
    string RequestJson,
    string? Text,
    int CachedTokens,
    ItemTimings? Timings);
