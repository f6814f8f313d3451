using BatchGen.Batches.Data;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Usage;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>What happens when a shard cannot go on.</summary>
internal sealed class ShardFailures(
    IDbContextFactory<BatchGenDbContext> contexts,
    ShardQueue queue,
    NoticeQueue notices,
    ActiveShards active,
    ProgressFeed feed,
    IOptionsMonitor<ExecutionOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The model cannot be run: the batch is failed with the reason, and everything it has is kept. Items without an end
    /// stay pending, so that a retry goes on where it stopped; cancelling instead writes the files of what is done.
    /// </summary>
    public async Task FailBatchAsync(ShardClaim claim, string code, Sentence sentence)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var batch = await db.LockBatchAsync(claim.BatchId, CancellationToken.None);
        if (batch is null || !batch.IsActive())
            return;

        await FailAsync(db, batch, code, sentence);
        await transaction.CommitAsync();
        await AnnounceAsync(db, batch);
    }

    /// <summary>
    /// The model cannot be run, and its batch has others: the shard's items end with the reason, and the batch goes on. A retry runs them again.
    /// </summary>
    /// <returns>False when the shard is no longer the claim's.</returns>
    public async Task<bool> FailItemsAsync(ShardClaim claim, string code, Sentence sentence)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var batch = await db.LockBatchAsync(claim.BatchId, CancellationToken.None);
        if (batch is null || !batch.IsActive() || !await db.Shards.AnyAsync(shard => shard.Id == claim.ShardId && shard.ClaimedBy == claim.Holder))
            return false;

        var pending = ShardItems.Pending(db, claim);
        await BatchModelCounts.AddAsync(db, batch, pending, (model, items) => model.FailedItems += items, CancellationToken.None);
        var now = time.GetUtcNow();
        var failed = await pending.ExecuteUpdateAsync(set => set
            .SetProperty(item => item.State, ItemState.Failed)
            .SetProperty(item => item.ErrorCode, code)
            .SetProperty(item => item.ErrorMessage, sentence)
            .SetProperty(item => item.FinishedAt, now));
        batch.FailedItems += failed;
        await db.SaveChangesAsync();
        await db.AddUsageAsync(batch, claim.ModelPath, new UsageAmounts(FailedItems: failed), now, CancellationToken.None);
        await transaction.CommitAsync();
        feed.Update(BatchStanding.Of(batch));
        return true;
    }

    /// <summary>
    /// An error nobody expected: the shard is tried again later, and after several times its batch is failed, so that
    /// the reason stands on the page and not only in a log.
    /// </summary>
    public async Task RecordAsync(ShardClaim claim, Exception exception)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var batch = await db.LockBatchAsync(claim.BatchId, CancellationToken.None);
        var shard = await db.Shards.SingleOrDefaultAsync(shard => shard.Id == claim.ShardId && shard.ClaimedBy == claim.Holder);
        if (batch is null || shard is null || !batch.IsActive())
            return;

        Release(shard);
        var delay = FirstDelay * Math.Pow(2, shard.Failures);
        shard.ClaimedUntil = time.GetUtcNow() + delay;
        var isGivenUp = ++shard.Failures >= options.CurrentValue.MaxShardFailures;
        if (isGivenUp)
        {
            await FailAsync(db, batch, "shard_failed", $"A part of the batch failed {shard.Failures} times and was given up; retry the batch once the cause is gone. The last error was: {ForeignMessage.Of(exception)}");
        }
        else
        {
            batch.WaitingReason = $"A part of the batch failed and is tried again soon. The error was: {ForeignMessage.Of(exception)}";
            await db.SaveChangesAsync();
        }

        await transaction.CommitAsync();
        await AnnounceAsync(db, batch);
        if (!isGivenUp)
            queue.EnqueueWorkLater(claim.BatchId, batch.Priority, delay);
    }

    private async Task FailAsync(BatchGenDbContext db, Batch batch, string code, Sentence sentence)
    {
        batch.Finish(BatchState.Failed, time.GetUtcNow());
        batch.ProblemCode = code;
        batch.Problem = sentence;
        var claimed = await db.Shards.Where(shard => shard.BatchId == batch.Id && shard.State == ShardState.Claimed).ToListAsync();
        claimed.ForEach(Release);
        await db.SaveChangesAsync();
    }

    private async Task AnnounceAsync(BatchGenDbContext db, Batch batch)
    {
        feed.Update(BatchStanding.Of(batch));
        if (batch.IsActive())
            return;
        active.Stop(batch.Id);
        await notices.EnqueueAsync(batch.PublicId, CancellationToken.None);
    }

    private static void Release(Shard shard)
    {
        shard.State = ShardState.Pending;
        shard.ClaimedBy = null;
        shard.ClaimedUntil = null;
    }
}
