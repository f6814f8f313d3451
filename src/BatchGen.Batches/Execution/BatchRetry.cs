using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>What a retry brings back of a batch at rest, within the transaction of whoever asks.</summary>
internal static class BatchRetry
{
    /// <summary>What failed is pending again; a line that was no request to begin with is not.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> ReviveFailedItemsAsync(BatchGenDbContext db, Batch batch, CancellationToken cancellationToken)
    {
        var failed = db.Items.Where(item => item.BatchId == batch.Id && item.State == ItemState.Failed && item.RequestJson != "");
        await BatchModelCounts.AddAsync(db, batch, failed, (model, items) => model.FailedItems -= items, cancellationToken);
        return await failed.ExecuteUpdateAsync(
            set => set
                .SetProperty(item => item.State, ItemState.Pending)
                .SetProperty(item => item.ErrorCode, (string?)null)
                .SetProperty(item => item.ErrorMessage, (Sentence?)null)
                .SetProperty(item => item.ErrorField, (string?)null)
                .SetProperty(item => item.FinishedAt, (DateTimeOffset?)null),
            cancellationToken);
    }

    /// <summary>Whoever retries has changed something, or wants to know: nobody starts as a suspect.</summary>
    public static async Task ForgetEngineLossesAsync(BatchGenDbContext db, Batch batch, CancellationToken cancellationToken) => await db.Items
        .Where(item => item.BatchId == batch.Id && item.State == ItemState.Pending && item.EngineLosses > 0)
        .ExecuteUpdateAsync(set => set.SetProperty(item => item.EngineLosses, 0), cancellationToken);

    /// <summary>
    /// Those with items to run, and those that were not closed when a sibling failed the batch though all their items had
    /// ended: each is closed by its own job, and the batch waits for every one.
    /// </summary>
    public static async Task<List<Shard>> ReopenShardsAsync(BatchGenDbContext db, Batch batch, CancellationToken cancellationToken)
    {
        var shards = await db.Shards
            .Where(shard => shard.BatchId == batch.Id)
            .Where(shard => shard.State != ShardState.Done || db.Items.Any(item =>
                item.BatchId == batch.Id && item.State == ItemState.Pending
                && item.Ordinal >= shard.FirstOrdinal && item.Ordinal <= shard.LastOrdinal && item.ModelIndex == shard.ModelIndex))
            .OrderBy(shard => shard.FirstOrdinal)
            .ToListAsync(cancellationToken);
        foreach (var shard in shards)
        {
            shard.State = ShardState.Pending;
            shard.ClaimedUntil = null;
            shard.Failures = 0;
        }

        return shards;
    }
}
