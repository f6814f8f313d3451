using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Queries;

/// <summary>One line of the batch list.</summary>
public sealed record BatchSummary(
    string PublicId,
    string Name,
    string ModelPath,
    string Endpoint,
    BatchState State,
    Sentence? Problem,
    string? ProblemCode,
    Sentence? WaitingReason,
    int Priority,
    int TotalItems,
    int SucceededItems,
    int FailedItems,
    int CancelledItems,
    long PromptTokens,
    long CompletionTokens,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    QualityCounts Quality,
    string? PausedBy = null,
    DateTimeOffset? PausedAt = null,
    long? ScheduleId = null)
{
    /// <summary>In alphabetical order; read with lists and single batches alike.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Who submitted it; null when nobody did who is known.</summary>
    public long? OwnerId { get; init; }

    public string? OwnerName { get; init; }

    public int FinishedItems => SucceededItems + FailedItems + CancelledItems;

    /// <summary>Nothing more happens to it unless a person asks.</summary>
    public bool IsFinished => State is BatchState.Completed or BatchState.Cancelled or BatchState.Failed;

    internal static BatchSummary Of(Batch batch) => new(
        batch.PublicId,
        batch.Name,
        batch.ModelPath,
        batch.Endpoint,
        batch.State,
        batch.Problem,
        batch.ProblemCode,
        batch.WaitingReason,
        batch.Priority,
        batch.TotalItems,
        batch.SucceededItems,
        batch.FailedItems,
        batch.CancelledItems,
        batch.PromptTokens,
        batch.CompletionTokens,
        batch.CreatedAt,
        batch.StartedAt,
        batch.FinishedAt,
        QualityCounts.Of(batch),
        batch.PausedBy,
        batch.PausedAt,
        batch.ScheduleId)
    {
        Labels = [.. batch.Labels.Select(label => label.Label).Order(StringComparer.CurrentCultureIgnoreCase)],
        OwnerId = batch.OwnerId,
        OwnerName = batch.Owner?.UserName,
    };
}
