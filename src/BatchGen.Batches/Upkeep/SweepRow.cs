using BatchGen.Batches.Data;
using BatchGen.Batches.Jobs;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Upkeep;

/// <summary>One kind of thing that can be left behind, and what is done about it. May be done any number of times.</summary>
/// <param name="Name">What is left behind, as the log says it.</param>
/// <param name="MendAsync">Finds and mends; returns how many there were.</param>
internal sealed record SweepRow(string Name, Func<SweepTurn, CancellationToken, Task<int>> MendAsync)
{
    /// <summary>Rows that want a job and have none.</summary>
    /// <param name="wanting">Their ids, in the order they are to be queued in.</param>
    /// <param name="isLeft">What is left alone all the same; null leaves nothing.</param>
    public static SweepRow WithoutJob<TJob>(
        string name, Func<SweepTurn, IQueryable<long>> wanting, Action<long> enqueue, Func<JobsInHand, long, bool>? isLeft = null) =>
        new(name, async (turn, cancellationToken) =>
        {
            var ids = await wanting(turn).ToListAsync(cancellationToken);
            if (ids.Count == 0)
                return 0;

            var held = turn.Jobs.Read();
            var alone = ids.FindAll(id => !held.Hold<TJob>(id) && isLeft?.Invoke(held, id) != true);
            alone.ForEach(enqueue);
            return alone.Count;
        });

    /// <summary>Rows that are to be ended one by one.</summary>
    public static SweepRow Each<TKey>(string name, Func<SweepTurn, IQueryable<TKey>> stuck, Func<TKey, CancellationToken, Task> mend) =>
        new(name, async (turn, cancellationToken) =>
        {
            var keys = await stuck(turn).ToListAsync(cancellationToken);
            foreach (var key in keys)
                await mend(key, cancellationToken);
            return keys.Count;
        });

    /// <summary>What looks for itself whether there is anything to do.</summary>
    public static SweepRow Always(string name, Func<CancellationToken, Task> act) =>
        new(name, async (_, cancellationToken) =>
        {
            await act(cancellationToken);
            return 0;
        });
}

/// <summary>What a row may look at.</summary>
internal sealed record SweepTurn(BatchGenDbContext Db, IKnownJobs Jobs, DateTimeOffset Now);
