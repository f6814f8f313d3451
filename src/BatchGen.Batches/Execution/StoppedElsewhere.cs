using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>A batch that was cancelled, paused or failed on another machine stops here within seconds, and not at its next commit.</summary>
internal sealed class StoppedElsewhere(IDbContextFactory<BatchGenDbContext> contexts, ActiveShards active) : IFollowsDatabase
{
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var running = active.Running.Select(shard => shard.BatchId).Distinct().ToList();
        if (running.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var alive = await db.Batches.WhereActive().Where(batch => running.Contains(batch.Id)).Select(batch => batch.Id).ToListAsync(cancellationToken);
        foreach (var id in running.Except(alive))
            active.Stop(id);
    }
}
