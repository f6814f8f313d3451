using BatchGen.Batches.Data;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>Gives shards to workers, one at a time, by single conditional updates: no worker reads first and writes later.</summary>
internal sealed class ShardClaims(
    IDbContextFactory<BatchGenDbContext> contexts,
    WorkerIdentity worker,
    ActiveShards active,
    ShardChoice choice,
    ProgressFeed feed,
    IOptions<ExecutionOptions> options,
    TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _oneByOne = new(1, 1);

    /// <summary>The shard that <see cref="ShardChoice"/> says, as this worker's.</summary>
    /// <returns><see cref="TakenShard"/>, <see cref="NoShard"/> or <see cref="LeaveToOthers"/>.</returns>
    public async Task<ChosenShard> TakeNextAsync(CancellationToken cancellationToken)
    {
        // What one takes decides what the next may take.
        await _oneByOne.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            for (var look = 1; ; look++)
            {
                var chosen = await choice.ChooseAsync(db, look, cancellationToken);
                if (chosen is not TakeShard take)
                    return chosen;
                if (await TryClaimAsync(db, take.ShardId, cancellationToken) is { } claim)
                    return new TakenShard(claim, active.Add(claim.BatchId, claim.OwnerId, claim.Priority, claim.Hours));
            }
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    /// <summary>Null when another process was quicker, or the batch is not to run any more.</summary>
    private async Task<ShardClaim?> TryClaimAsync(BatchGenDbContext db, long shardId, CancellationToken cancellationToken)
    {
        var holder = worker.NewClaim();
        var now = time.GetUtcNow();
        var until = now + options.Value.ClaimDuration;
        var claimed = await NextShard.Open(db, now)
            .Where(shard => shard.Id == shardId)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(shard => shard.State, ShardState.Claimed)
                    .SetProperty(shard => shard.ClaimedBy, holder)
                    .SetProperty(shard => shard.ClaimedUntil, until),
                cancellationToken);
        return claimed == 1 ? await StartAsync(db, shardId, holder, cancellationToken) : null;
    }

    /// <summary>False when the claim is no longer this worker's, or its batch is not to run any more.</summary>
    public async Task<bool> RenewAsync(ShardClaim claim, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var until = time.GetUtcNow() + options.Value.ClaimDuration;
        return await db.Shards
            .Where(shard => shard.Id == claim.ShardId && shard.ClaimedBy == claim.Holder && shard.State == ShardState.Claimed)
            .Where(shard => shard.Batch!.State == BatchState.Queued || shard.Batch.State == BatchState.Running)
            .Where(_ => !db.QueuePauses.Any())
            .ExecuteUpdateAsync(set => set.SetProperty(shard => shard.ClaimedUntil, until), cancellationToken) == 1;
    }

    /// <summary>Gives it back for others to take at once. Nothing happens when it is not this worker's any more.</summary>
    public async Task ReleaseAsync(ShardClaim claim)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Shards
            .Where(shard => shard.Id == claim.ShardId && shard.ClaimedBy == claim.Holder && shard.State == ShardState.Claimed)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(shard => shard.State, ShardState.Pending)
                    .SetProperty(shard => shard.ClaimedBy, (string?)null)
                    .SetProperty(shard => shard.ClaimedUntil, (DateTimeOffset?)null));
    }

    private async Task<ShardClaim> StartAsync(BatchGenDbContext db, long shardId, string holder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var started = await db.Batches
            .Where(batch => batch.State == BatchState.Queued && batch.Shards.Any(shard => shard.Id == shardId))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(batch => batch.State, BatchState.Running)
                    .SetProperty(batch => batch.StartedAt, batch => batch.StartedAt ?? now)
                    .SetProperty(batch => batch.Revision, batch => batch.Revision + 1),
                cancellationToken);

        // A crash from here on leaves a claim that lapses: another worker takes the shard.
        CrashPoints.Pass(CrashPoint.ShardClaimed);
        var shard = await db.Shards.AsNoTracking().Include(shard => shard.Batch).SingleAsync(shard => shard.Id == shardId, cancellationToken);
        var batch = shard.Batch!;
        if (started == 1)
            feed.Update(BatchStanding.Of(batch));

        return new ShardClaim(
            shard.Id,
            batch.Id,
            batch.PublicId,
            batch.OwnerId,
            batch.Priority,
            shard.FirstOrdinal,
            shard.LastOrdinal,
            holder,
            shard.ModelPath ?? batch.ModelPath,
            shard.ModelPath is null ? batch.ContextLimitTokens : shard.ContextLimitTokens,
            StoredJson.ReadSettings(batch.SettingsJson))
        {
            ModelIndex = shard.ModelIndex,
            IsOneOfSeveral = shard.ModelPath is not null,
            Hours = BatchHours.Of(batch),
            TraceParent = batch.TraceParent,
        };
    }

    public void Dispose() => _oneByOne.Dispose();
}

/// <param name="Active">To be disposed by whoever runs it.</param>
internal sealed record TakenShard(ShardClaim Claim, ActiveShard Active) : ChosenShard;
