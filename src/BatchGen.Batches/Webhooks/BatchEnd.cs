using BatchGen.Batches.Data;

namespace BatchGen.Batches.Webhooks;

/// <summary>How a batch ended.</summary>
/// <param name="Status">completed, failed, cancelled or expired.</param>
internal sealed record BatchEnd(string PublicId, string Status, DateTimeOffset? At)
{
    /// <summary>Null while it has not ended.</summary>
    public static BatchEnd? Of(Batch batch) => batch.State switch
    {
        BatchState.Completed => new BatchEnd(batch.PublicId, "completed", batch.FinishedAt),
        BatchState.Cancelled => new BatchEnd(batch.PublicId, batch.IsExpired() ? "expired" : "cancelled", batch.FinishedAt),
        BatchState.Failed => new BatchEnd(batch.PublicId, "failed", batch.FinishedAt),
        BatchState.Validating or BatchState.Queued or BatchState.Running or BatchState.Paused
            or BatchState.Finalizing or BatchState.Cancelling or BatchState.Deleting => null,
    };
}
