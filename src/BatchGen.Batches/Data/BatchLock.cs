using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Data;

/// <summary>
/// Every transaction that changes a batch's items, shards or counters takes the batch's row first. One order for all
/// means no deadlocks, and what is read after it cannot change before the commit. Taking it raises the row's revision.
/// </summary>
internal static class BatchLock
{
    /// <summary>The row, tracked and locked until the transaction ends; null when the batch was deleted.</summary>
    public static async Task<Batch?> LockBatchAsync(this BatchGenDbContext db, long batchId, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A lock lasts as long as its transaction; begin one first.");

        // SQLite transactions begin IMMEDIATE: the write lock is already held and needs no row.
        var rows = db.Database.IsSqlite()
            ? db.Batches.Where(batch => batch.Id == batchId)
            : db.Batches.FromSql($"""SELECT * FROM "Batches" WHERE "Id" = {batchId} FOR UPDATE""");
        var locked = await rows.SingleOrDefaultAsync(cancellationToken);
        if (locked is not null)
            locked.Revision++;
        return locked;
    }
}
