using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Enqueues what the database says is unfinished. Hangfire's memory storage forgets its queue with the process, and
/// no storage knows of work that was committed a moment before a crash. What is queued twice is done once.
/// </summary>
public sealed class QueueRecovery
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly ShardQueue _queue;
    private readonly WorkerIdentity _worker;
    private readonly ExecutionOptions _options;
    private readonly TimeProvider _time;

    internal QueueRecovery(
        IDbContextFactory<BatchGenDbContext> contexts, ShardQueue queue, WorkerIdentity worker, IOptions<ExecutionOptions> options, TimeProvider time)
    {
        _contexts = contexts;
        _queue = queue;
        _worker = worker;
        _options = options.Value;
        _time = time;
    }

    /// <summary>At start: everything that is not done.</summary>
    public async Task EnqueueUnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await ReleaseClaimsOfTheDeadAsync(db, cancellationToken);
        Enqueue(await OpenShards(db).ToListAsync(cancellationToken));
        Enqueue(await Finalizing(db, _time.GetUtcNow()).ToListAsync(cancellationToken));
    }

    /// <summary>From time to time: what another machine left behind when it died.</summary>
    public async Task EnqueueAbandonedAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var now = _time.GetUtcNow();
        Enqueue(await OpenShards(db).Where(shard => shard.ClaimedUntil < now).ToListAsync(cancellationToken));
        Enqueue(await Finalizing(db, now - (2 * _options.RecoveryInterval)).ToListAsync(cancellationToken));
    }

    private async Task ReleaseClaimsOfTheDeadAsync(BatchGenDbContext db, CancellationToken cancellationToken)
    {
        var claims = await db.Shards
            .Where(shard => shard.State == ShardState.Claimed && shard.ClaimedBy != null)
            .Select(shard => shard.ClaimedBy!)
            .ToListAsync(cancellationToken);
        var dead = claims.Where(_worker.IsSurelyGone).ToList();
        await db.Shards
            .Where(shard => shard.State == ShardState.Claimed && dead.Contains(shard.ClaimedBy!))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(shard => shard.State, ShardState.Pending)
                    .SetProperty(shard => shard.ClaimedBy, (string?)null)
                    .SetProperty(shard => shard.ClaimedUntil, (DateTimeOffset?)null),
                cancellationToken);
    }

    /// <summary>In the order they would have been queued in: by urgency, then first come first served.</summary>
    private static IQueryable<Shard> OpenShards(BatchGenDbContext db) => db.Shards
        .AsNoTracking()
        .Include(shard => shard.Batch)
        .Where(shard => shard.State == ShardState.Pending || shard.State == ShardState.Claimed)
        .Where(shard => shard.Batch!.State == BatchState.Queued || shard.Batch.State == BatchState.Running)
        .OrderByDescending(shard => shard.Batch!.Priority)
        .ThenBy(shard => shard.BatchId)
        .ThenBy(shard => shard.FirstOrdinal);

    private static IQueryable<long> Finalizing(BatchGenDbContext db, DateTimeOffset since) => db.Batches
        .Where(batch => batch.State == BatchState.Finalizing || batch.State == BatchState.Cancelling)
        .Where(batch => batch.FinalizingAt <= since)
        .OrderBy(batch => batch.Id)
        .Select(batch => batch.Id);

    private void Enqueue(List<Shard> shards)
    {
        var now = _time.GetUtcNow();
        foreach (var shard in shards)
        {
            if (shard.ClaimedUntil is { } until && until >= now)
                _queue.EnqueueShardLater(shard.Id, shard.Batch!.Priority, until - now);
            else
                _queue.EnqueueShards([shard.Id], shard.Batch!.Priority);
        }
    }

    private void Enqueue(List<long> batchIds) => batchIds.ForEach(_queue.EnqueueFinalize);
}
