using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>Closes a shard whose items all have their end; the last one sends its batch to finalizing.</summary>
internal sealed class ShardCompletion(IDbContextFactory<BatchGenDbContext> contexts, ShardQueue queue, ProgressFeed feed, TimeProvider time)
{
    public async Task CompleteAsync(ShardClaim claim)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var batch = await db.LockBatchAsync(claim.BatchId, CancellationToken.None);
        if (batch is null || !batch.IsActive() || !await CloseAsync(db, claim))
            return;

        var isLast = !await db.Shards.AnyAsync(shard => shard.BatchId == claim.BatchId && shard.State != ShardState.Done);
        if (isLast)
        {
            batch.State = BatchState.Finalizing;
            batch.FinalizingAt = time.GetUtcNow();
            await db.SaveChangesAsync();
        }

        await transaction.CommitAsync();
        if (!isLast)
            return;

        feed.Update(BatchStanding.Of(batch));
        // A crash between the commit and here leaves the batch in finalizing: the upkeep enqueues it again.
        CrashPoints.Pass(CrashPoint.ShardsDone);
        queue.EnqueueFinalize(claim.BatchId);
    }

    private static async Task<bool> CloseAsync(BatchGenDbContext db, ShardClaim claim)
    {
        if (await ShardItems.Pending(db, claim).AnyAsync())
            throw new InvalidOperationException($"Shard {claim.ShardId} was to be closed with items pending.");

        return await db.Shards
            .Where(shard => shard.Id == claim.ShardId && shard.ClaimedBy == claim.Holder)
            .ExecuteUpdateAsync(set => set
                .SetProperty(shard => shard.State, ShardState.Done)
                .SetProperty(shard => shard.ClaimedBy, (string?)null)
                .SetProperty(shard => shard.ClaimedUntil, (DateTimeOffset?)null)) == 1;
    }
}
