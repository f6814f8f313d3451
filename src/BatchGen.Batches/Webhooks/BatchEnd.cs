using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Webhooks;

/// <summary>How a batch ended.</summary>
/// <param name="Status">completed, failed, cancelled or expired.</param>
internal sealed record BatchEnd(string PublicId, string Status, DateTimeOffset? At)
{
    /// <summary>Null while it has not, and when there is none of that id.</summary>
    public static async Task<BatchEnd?> FindAsync(BatchGenDbContext db, string publicId, CancellationToken cancellationToken)
    {
        var batch = await db.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.PublicId == publicId, cancellationToken);
        return batch?.State switch
        {
            BatchState.Completed => new BatchEnd(publicId, "completed", batch.FinishedAt),
            BatchState.Cancelled => new BatchEnd(publicId, batch.IsExpired() ? "expired" : "cancelled", batch.FinishedAt),
            BatchState.Failed => new BatchEnd(publicId, "failed", batch.FinishedAt),
            null or BatchState.Validating or BatchState.Queued or BatchState.Running or BatchState.Paused
                or BatchState.Finalizing or BatchState.Cancelling or BatchState.Deleting => null,
        };
    }
}
