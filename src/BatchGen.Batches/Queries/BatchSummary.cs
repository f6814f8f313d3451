using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>By their index, the first one's path is <see cref="ModelPath"/>; empty for a batch of one model.</summary>
    public IReadOnlyList<BatchModelSummary> Models { get; init; } = [];

    /// <summary>As clients name them; one unless lines named several.</summary>
    public IReadOnlyList<string> ModelNames => Models.Count > 0
        ? [.. Models.Select(model => model.Name)]
        : [ModelName.Of(ModelPath)];

    /// <summary>Its own work hours; null has the queue's.</summary>
    public BatchHours? Hours { get; init; }

    /// <summary>When it goes on; null within its hours, and when it does not wait for work.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    public int FinishedItems => SucceededItems + FailedItems + CancelledItems;

    /// <summary>Nothing more happens to it unless a person asks.</summary>
    public bool IsFinished => State.IsAtRest();

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
        Models = [.. batch.Models.OrderBy(model => model.Index).Select(BatchModelSummary.Of)],
        Hours = BatchHours.Of(batch),
        OwnerId = batch.OwnerId,
        OwnerName = batch.Owner?.UserName,
    };
}

/// <summary>Rows as summaries are made of.</summary>
internal static class SummaryRows
{
    /// <summary>Labels and models by a query each: in one they would give each row of a batch as often as both multiply.</summary>
    public static IQueryable<Batch> WithParts(this IQueryable<Batch> batches) => batches
        .AsNoTracking()
        .Include(batch => batch.Labels)
        .Include(batch => batch.Models)
        .Include(batch => batch.Owner)
        .AsSplitQuery();
}

/// <summary>What became of the items of one of a batch's models.</summary>
/// <param name="TotalItems">That were requests.</param>
public sealed record BatchModelSummary(
    string Path, int TotalItems, int SucceededItems, int FailedItems, int CancelledItems, long PromptTokens, long CompletionTokens)
{
    /// <summary>As clients name it.</summary>
    public string Name => ModelName.Of(Path);

    public int FinishedItems => SucceededItems + FailedItems + CancelledItems;

    internal static BatchModelSummary Of(BatchModel model) => new(
        model.Path, model.TotalItems, model.SucceededItems, model.FailedItems, model.CancelledItems, model.PromptTokens, model.CompletionTokens);
}

/// <summary>One batch with everything its page shows except the items.</summary>
public sealed record BatchDetails(
    BatchSummary Summary,
    BatchSettings Settings,
    int? ContextLimitTokens,
    DateTimeOffset? FinalizingAt,
    bool HasOutputFile,
    bool HasErrorFile);

/// <param name="UserId">Null when it belongs to nobody: submitted without sign-in, or by a user who is gone.</param>
public sealed record BatchOwner(long? UserId);

/// <summary>Batches that have a label, that a schedule submitted, or that are one person's.</summary>
/// <param name="Name">The label, or the schedule's or the person's name.</param>
/// <param name="ScheduleId">Null for a label and a person.</param>
public sealed record BatchGroup(string Name, long? ScheduleId, int Batches)
{
    /// <summary>Null for a label and a schedule.</summary>
    public long? OwnerId { get; init; }
}

/// <summary>Items of a batch by what is wrong with their answers; one item may count in several.</summary>
/// <param name="Flagged">Items with any flag.</param>
public sealed record QualityCounts(int Flagged, int Empty, int Truncated, int Degenerate, int NoCode, int SyntaxError, int CodeChanged)
{
    internal static QualityCounts Of(Batch batch) => new(
        batch.FlaggedItems, batch.EmptyItems, batch.TruncatedItems, batch.DegenerateItems, batch.NoCodeItems, batch.SyntaxErrorItems, batch.CodeChangedItems);
}
