using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;

namespace BatchGen.Web.Live;

/// <summary>A batch as it was last read, overlaid by what the progress feed said since.</summary>
/// <param name="Progress">Null while it does not run in this process.</param>
public sealed record BatchNow(BatchSummary Stored, BatchProgress? Progress)
{
    public string Id => Stored.PublicId;

    public BatchState State => Progress?.State ?? Stored.State;

    public int Total => Stored.TotalItems;

    public int Succeeded => Progress?.SucceededItems ?? Stored.SucceededItems;

    public int Failed => Progress?.FailedItems ?? Stored.FailedItems;

    public int Cancelled => Progress?.CancelledItems ?? Stored.CancelledItems;

    public int Running => Progress?.Running.Count ?? 0;

    public int Finished => Succeeded + Failed + Cancelled;

    public double TokensPerSecond => Progress?.CompletionTokensPerSecond ?? 0;

    public TimeSpan? Remaining => Progress?.Remaining;

    public string? Problem => Progress?.Problem ?? Stored.Problem;

    public bool IsFinished => State is BatchState.Completed or BatchState.Cancelled or BatchState.Failed;

    public bool IsActive => !IsFinished;

    /// <summary>A person should look: it could not run, or some of its items failed.</summary>
    public bool NeedsAttention => State is BatchState.Failed || Stored.WaitingReason is not null || (IsFinished && Failed > 0);

    /// <summary>The feed is ahead of what was read, never behind: an ended batch keeps its end.</summary>
    public BatchNow With(BatchProgress progress) => Stored.IsFinished ? this : this with { Progress = progress };
}
