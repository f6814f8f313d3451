using BatchGen.Batches.Data;
using BatchGen.Batches.Nights;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Which shard a worker takes next. Urgent batches first; then whose owner has the least running here; then the owner's oldest. Beside the
/// oldest one small batch of the same owner may run, so that five prompts do not wait for fifty thousand; the engine lets the two take turns.
/// </summary>
internal static class NextShard
{
    /// <summary>Shards of one batch that a process runs at once: the second keeps the engine full across the end of the first.</summary>
    public const int OfOneBatch = 2;

    /// <summary>A batch is small beside another that has this many times its open shards.</summary>
    private const int SmallIsATenth = 10;

    /// <summary>Batches with shards that may be taken, each of a batch's models by itself.</summary>
    public static async Task<IReadOnlyList<OpenBatch>> OpenBatchesAsync(BatchGenDbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        await Open(db, now)
        .GroupBy(shard => new
        {
            shard.BatchId,
            shard.Batch!.OwnerId,
            shard.Batch.Priority,
            shard.Batch.CreatedAt,
            shard.ModelIndex,
            ModelPath = shard.ModelPath ?? shard.Batch.ModelPath,
            ContextLimitTokens = shard.ModelPath == null ? shard.Batch.ContextLimitTokens : shard.ContextLimitTokens,
            shard.Batch.OwnHours,
            shard.Batch.OwnHoursZone,
        })
        .Select(group => new OpenBatch(group.Key.BatchId, group.Key.OwnerId, group.Key.Priority, group.Count())
        {
            CreatedAt = group.Key.CreatedAt,
            ModelIndex = group.Key.ModelIndex,
            ModelPath = group.Key.ModelPath,
            ContextTokens = group.Key.ContextLimitTokens,
            Hours = BatchHours.Of(group.Key.OwnHours, group.Key.OwnHoursZone),
        })
        .ToListAsync(cancellationToken);

    /// <summary>Whose turn it is goes by batches, however many models they have.</summary>
    public static IReadOnlyList<OpenBatch> Whole(IEnumerable<OpenBatch> parts) =>
    [
        .. parts.GroupBy(part => part.Id).Select(batch => batch.First() with
        {
            OpenShards = batch.Sum(part => part.OpenShards),
            IsPreferred = batch.Any(part => part.IsPreferred),
        }),
    ];

    /// <summary>Shards that nobody holds, or whose claim has lapsed, of batches that are to run.</summary>
    public static IQueryable<Shard> Open(BatchGenDbContext db, DateTimeOffset now) => db.Shards
        .Where(shard => shard.State != ShardState.Done && (shard.ClaimedUntil == null || shard.ClaimedUntil < now))
        .Where(shard => shard.Batch!.State == BatchState.Queued || shard.Batch.State == BatchState.Running)
        .Where(_ => !db.QueuePauses.Any());

    /// <param name="running">The shards that this process has just now.</param>
    /// <param name="workers">How many it may have.</param>
    /// <returns>The batch whose next shard it is; null when none may be taken.</returns>
    public static long? Choose(IReadOnlyList<OpenBatch> open, IReadOnlyList<ActiveShard> running, int workers)
    {
        // Two places are left to others: whoever comes next must not wait for the end of somebody's shard.
        var mostOfOneOwner = Math.Max(OfOneBatch, workers - OfOneBatch);
        foreach (var urgency in open.GroupBy(batch => (batch.Priority, batch.IsPreferred)).OrderByDescending(group => group.Key))
        {
            var next = urgency
                .GroupBy(batch => batch.OwnerId)
                .Where(group => running.Count(shard => shard.OwnerId == group.Key) < mostOfOneOwner)
                .OrderBy(group => running.Count(shard => shard.OwnerId == group.Key))
                .ThenBy(group => group.Min(batch => batch.Id))
                .Select(group => ChooseOfOwner([.. group.OrderBy(batch => batch.Id)], running))
                .FirstOrDefault(batch => batch is not null);
            if (next is not null)
                return next;
        }

        return null;
    }

    /// <param name="open">One owner's, of equal urgency, oldest first.</param>
    private static long? ChooseOfOwner(List<OpenBatch> open, IReadOnlyList<ActiveShard> running)
    {
        var oldest = open[0];
        if (Running(oldest) < OfOneBatch)
            return oldest.Id;

        var small = open.Skip(1)
            .Where(batch => batch.OpenShards <= Math.Max(1, oldest.OpenShards / SmallIsATenth))
            .OrderBy(batch => batch.OpenShards).ThenBy(batch => batch.Id)
            .ToList();
        // One at a time: with every further one the oldest would have a smaller part of the engine.
        var begun = small.Find(batch => Running(batch) > 0);
        var next = begun ?? small.FirstOrDefault();
        var besides = running.Count(
            shard => shard.OwnerId == oldest.OwnerId && shard.Priority == oldest.Priority && shard.BatchId != oldest.Id && shard.BatchId != next?.Id);
        return next is not null && besides == 0 && Running(next) < OfOneBatch ? next.Id : null;

        int Running(OpenBatch batch) => running.Count(shard => shard.BatchId == batch.Id);
    }
}

/// <summary>A batch with shards that a worker may take; where it says so, those of one of its models.</summary>
internal sealed record OpenBatch(long Id, long? OwnerId, int Priority, int OpenShards)
{
    public DateTimeOffset CreatedAt { get; init; }

    public int ModelIndex { get; init; }

    public string ModelPath { get; init; } = "";

    /// <summary>Null is the engine's own limit.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>Null is the queue's.</summary>
    public BatchHours? Hours { get; init; }

    /// <summary>Where several machines share the work: this one has its model loaded, or it has waited too long for one that has.</summary>
    public bool IsPreferred { get; init; }
}
