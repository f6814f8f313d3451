using BatchGen.Batches.Data;
using BatchGen.Batches.Orders;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Webhooks;

/// <summary>How a batch ended.</summary>
/// <param name="Status">completed, failed, cancelled or expired.</param>
internal sealed record BatchEnd(string PublicId, string Status, DateTimeOffset? At)
{
    /// <summary>Null while it has not, and when there is none of that id.</summary>
    public static async Task<BatchEnd?> FindAsync(BatchGenDbContext db, string publicId, CancellationToken cancellationToken)
    {
        if (await BatchOrders.Views(db, db.Orders.Where(order => order.PublicId == publicId)).SingleOrDefaultAsync(cancellationToken) is { } view)
            return view.IsAtRest ? new BatchEnd(publicId, view.Status, view.Order.EndedAt ?? view.Batch?.FinishedAt) : null;
        var batch = await db.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.PublicId == publicId, cancellationToken);
        return batch?.State switch
        {
            BatchState.Completed => new BatchEnd(publicId, "completed", batch.FinishedAt),
            BatchState.Cancelled => new BatchEnd(publicId, "cancelled", batch.FinishedAt),
            BatchState.Failed => new BatchEnd(publicId, "failed", batch.FinishedAt),
            null or BatchState.Queued or BatchState.Running or BatchState.Paused or BatchState.Finalizing or BatchState.Cancelling => null,
        };
    }
}
