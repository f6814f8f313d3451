using BatchGen.Batches.Data;
using BatchGen.Batches.Nodes;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Shards that are to run. Hangfire's memory storage forgets its queue with the process, no storage knows of work that
/// was committed a moment before a crash, and a person may delete a job: what has none gets one. What is queued twice is
/// done once.
/// </summary>
internal sealed class OpenShards(IDbContextFactory<BatchGenDbContext> contexts, IKnownJobs jobs, ShardQueue queue, WorkerIdentity worker, NodeBoard board, TimeProvider time)
{
    /// <summary>While the queue is paused none wants a job: whoever resumes it comes here again.</summary>
    /// <returns>How many had none.</returns>
    public async Task<int> EnqueueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await Open(db).Select(shard => new OpenShard(shard.Id, shard.Batch!.Priority, shard.ClaimedUntil)).ToListAsync(cancellationToken);
        if (open.Count == 0)
            return 0;

        var held = jobs.Read();
        var alone = open.FindAll(shard => !held.Hold<ShardJob>(shard.Id));
        alone.ForEach(Enqueue);
        return alone.Count;
    }

    /// <summary>Gives back what processes hold that are no more: those of this machine, and of machines that are gone. What is in doubt lapses.</summary>
    /// <returns>How many shards that were.</returns>
    public async Task<int> ReleaseClaimsOfTheGoneAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var holders = await db.Shards
            .Where(shard => shard.State == ShardState.Claimed && shard.ClaimedBy != null)
            .Select(shard => shard.ClaimedBy!)
            .ToListAsync(cancellationToken);
        var nodes = board.List();
        var gone = holders.FindAll(holder => nodes.FirstOrDefault(node => WorkerIdentity.IsOf(holder, node.Process)) is { } node
            ? node.State != NodeState.Here
            : worker.IsSurelyGone(holder));
        return gone.Count == 0 ? 0 : await db.Shards
            .Where(shard => shard.State == ShardState.Claimed && gone.Contains(shard.ClaimedBy!))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(shard => shard.State, ShardState.Pending)
                    .SetProperty(shard => shard.ClaimedBy, (string?)null)
                    .SetProperty(shard => shard.ClaimedUntil, (DateTimeOffset?)null),
                cancellationToken);
    }

    /// <summary>In the order they would have been queued in: by urgency, then first come first served.</summary>
    private static IQueryable<Shard> Open(BatchGenDbContext db) => db.Shards
        .Where(shard => shard.State == ShardState.Pending || shard.State == ShardState.Claimed)
        .Where(shard => shard.Batch!.State == BatchState.Queued || shard.Batch.State == BatchState.Running)
        .Where(_ => !db.QueuePauses.Any())
        .OrderByDescending(shard => shard.Batch!.Priority)
        .ThenBy(shard => shard.BatchId)
        .ThenBy(shard => shard.FirstOrdinal);

    private void Enqueue(OpenShard shard)
    {
        var now = time.GetUtcNow();
        if (shard.ClaimedUntil is { } until && until >= now)
            queue.EnqueueShardLater(shard.Id, shard.Priority, until - now);
        else
            queue.EnqueueShards([shard.Id], shard.Priority);
    }

    /// <param name="ClaimedUntil">Null when nobody holds it.</param>
    private sealed record OpenShard(long Id, int Priority, DateTimeOffset? ClaimedUntil);
}
