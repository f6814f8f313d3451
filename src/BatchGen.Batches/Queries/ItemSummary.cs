using BatchGen.Batches.Data;

namespace BatchGen.Batches.Queries;

/// <summary>One line of an item list.</summary>
public sealed record ItemSummary(
    long Id,
    int Ordinal,
    string CustomId,
    int LineNumber,
    ItemState State,
    int PromptTokens,
    int CompletionTokens,
    string? FinishReason,
    string? ErrorCode,
    string? ErrorMessage,
    int Attempts,
    DateTimeOffset? FinishedAt);
