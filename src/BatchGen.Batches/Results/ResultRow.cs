using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Results;

/// <summary>What a result line is made of.</summary>
internal sealed record ResultRow(
    long ItemId,
    int Ordinal,
    string CustomId,
    ItemState State,
    int PromptTokens,
    int CompletionTokens,
    string? FinishReason,
    string? ErrorCode,
    Sentence? ErrorMessage,
    DateTimeOffset? FinishedAt,
    ItemResult? Result);
