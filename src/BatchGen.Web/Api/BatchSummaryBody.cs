using System.Text.Json.Serialization;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Requests;
using BatchGen.Code.Exports;

namespace BatchGen.Web.Api;

/// <summary>A batch as the product knows it, however it was submitted.</summary>
internal sealed record BatchSummaryBody(
    string Id,
    string Name,
    string Model,
    string Endpoint,
    string State,
    string? Problem,
    string? ProblemCode,
    string? WaitingReason,
    int Priority,
    int TotalItems,
    int SucceededItems,
    int FailedItems,
    int CancelledItems,
    long PromptTokens,
    long CompletionTokens,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Its own work hours, "always", or null for the queue's.</summary>
    public string? Hours { get; init; }

    /// <summary>Whose clocks they mean; null for the queue's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>When it goes on that waits for its work hours; else null.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>Files of the input that were left out or renamed; null in lists, and when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FileNote>? Notes { get; init; }

    /// <summary>Each of several models with its own counts; null for a batch of one model, whose counts are the batch's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BatchModelBody>? RunsOn { get; init; }

    /// <summary>What lines name that is not the own name of the model that runs them; null in lists, and when they name nothing else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ModelUse>? Models { get; init; }

    public static BatchSummaryBody Of(BatchSummary batch) => new(
        batch.PublicId,
        batch.Name,
        Path.GetFileNameWithoutExtension(batch.ModelPath),
        batch.Endpoint,
        batch.State.ToString().ToLowerInvariant(),
        batch.Problem?.ToString(),
        batch.ProblemCode,
        batch.WaitingReason?.ToString(),
        batch.Priority,
        batch.TotalItems,
        batch.SucceededItems,
        batch.FailedItems,
        batch.CancelledItems,
        batch.PromptTokens,
        batch.CompletionTokens,
        batch.CreatedAt,
        batch.StartedAt,
        batch.FinishedAt)
    {
        Hours = HoursField.Write(batch.Hours),
        TimeZone = batch.Hours is { TimeZone.Length: > 0 } own ? own.TimeZone : null,
        OpensAt = batch.OpensAt,
        RunsOn = batch.Models.Count == 0 ? null : [.. batch.Models.Select(BatchModelBody.Of)],
    };
}

/// <summary>One of a batch's several models.</summary>
/// <param name="TotalItems">That were requests.</param>
internal sealed record BatchModelBody(
    string Model, int TotalItems, int SucceededItems, int FailedItems, int CancelledItems, long PromptTokens, long CompletionTokens)
{
    public static BatchModelBody Of(BatchModelSummary model) => new(
        model.Name, model.TotalItems, model.SucceededItems, model.FailedItems, model.CancelledItems, model.PromptTokens, model.CompletionTokens);
}

/// <param name="Cursor">Hand it in as "cursor" for the next page; null when this is the last.</param>
internal sealed record BatchPageBody(IReadOnlyList<BatchSummaryBody> Batches, string? Cursor);

/// <param name="Items">How many items it concerned.</param>
internal sealed record ControlBody(int Items);
