using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Live;

/// <summary>A batch as it was last read, overlaid by what the progress feed said since.</summary>
/// <param name="Progress">Null while it does not run in this process.</param>
public sealed record BatchNow(BatchSummary Stored, BatchProgress? Progress)
{
    /// <summary>What is stored as ended has its end: the feed of another moment, or of another process, does not count.</summary>
    public static BatchNow Of(BatchSummary stored, BatchProgress? progress)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return new BatchNow(stored, stored.IsFinished ? null : progress);
    }

    public string Id => Stored.PublicId;

    public BatchState State => Progress?.State ?? Stored.State;

    public int Total => Progress?.TotalItems ?? Stored.TotalItems;

    public int Succeeded => Progress?.SucceededItems ?? Stored.SucceededItems;

    public int Failed => Progress?.FailedItems ?? Stored.FailedItems;

    public int Cancelled => Progress?.CancelledItems ?? Stored.CancelledItems;

    public long PromptTokens => Progress?.PromptTokens ?? Stored.PromptTokens;

    public long CompletionTokens => Progress?.CompletionTokens ?? Stored.CompletionTokens;

    public int Running => Progress?.Running.Count ?? 0;

    public int Finished => Succeeded + Failed + Cancelled;

    public double TokensPerSecond => Progress?.CompletionTokensPerSecond ?? 0;

    public TimeSpan? Remaining => Progress?.Remaining;

    public Sentence? Problem => Progress?.Problem ?? Stored.Problem;

    public bool IsFinished => State.IsAtRest();

    public bool IsActive => !IsFinished;

    public BatchNow With(BatchProgress progress) => Of(Stored, progress);
}
