using BatchGen.Batches.Data;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Shards that are to run. Hangfire's memory storage forgets its queue with the process, no storage knows of work that
/// was committed a moment before a crash, and a person may delete a job: where a worker is free and work is there, it is woken.
/// </summary>
internal sealed class OpenShards(
    IDbContextFactory<BatchGenDbContext> contexts,
    IKnownJobs jobs,
    ShardQueue queue,
    ShardChoice choice,
    ActiveShards active,
    WorkerIdentity worker,
    NodeBoard board,
    IOptions<ExecutionOptions> options)
{
    /// <summary>
    /// While the queue is paused, and outside work hours, none is to run: whoever resumes it comes here again, and so does each turn of the upkeep.
    /// </summary>
    /// <returns>How many batches had nobody who was called for them.</returns>
    public async Task<int> EnqueueAsync(CancellationToken cancellationToken)
    {
        var free = options.Value.Workers - active.Running.Count;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (free <= 0 || await choice.ChooseAsync(db, look: 1, cancellationToken) is not TakeShard)
            return 0;

        var batches = (await choice.OpenNowAsync(db, cancellationToken))
            .OrderByDescending(batch => batch.Priority).ThenBy(batch => batch.Id)
            .Take(free)
            .ToList();
        var held = jobs.Read();
        // A worker takes what comes next when it wakes, whichever batch it is woken for.
        var alone = batches.FindAll(batch => !held.Hold<ShardJob>(batch.Id));
        alone.ForEach(batch => queue.EnqueueWork(batch.Id, batch.OpenShards, batch.Priority));
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
}
