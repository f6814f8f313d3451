using System.Linq.Expressions;
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
    DateTimeOffset? FinishedAt)
{
    /// <summary>The narrow part of a row, in the database's words: requests and answers stay where they are.</summary>
    internal static Expression<Func<BatchItem, ItemSummary>> Projection { get; } = item => new ItemSummary(
        item.Id,
        item.Ordinal,
        item.CustomId,
        item.LineNumber,
        item.State,
        item.PromptTokens,
        item.CompletionTokens,
        item.FinishReason,
        item.ErrorCode,
        item.ErrorMessage,
        item.Attempts,
        item.FinishedAt);
}
