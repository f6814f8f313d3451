using BatchGen.Batches.Data;
using BatchGen.Batches.Nights;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Gauges;

/// <summary>
/// What waits, in numbers, as the database says: of the whole queue, however many machines work on it. Asked only while somebody collects,
/// and at most every five seconds: two queries over what is unfinished, of the kind that every claim of a shard makes. Thread-safe.
/// </summary>
public sealed class QueueFigures(IDbContextFactory<BatchGenDbContext> contexts, QueueHours hours, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    /// <summary>Whoever collects must not hang with a database that is away; the figures are then missing, which an alert can see.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private volatile QueueReading? _last;
    private Task<QueueReading>? _reading;
    private long? _failedAt;

    /// <summary>For a collector's own thread. Null while the database cannot say.</summary>
    public QueueReading? Read()
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < KeptFor)
            return last;
        Task<QueueReading> reading;
        lock (_gate)
        {
            // Several gauges ask in a row: what one waited for in vain the next is not to wait for again.
            if (_failedAt is { } failed && time.GetElapsedTime(failed) < KeptFor)
                return null;
            // A query that hangs is not to be joined by more of them.
            reading = _reading is { IsCompleted: false } running ? running : _reading = Task.Run(ReadAsync);
        }

        var read = WaitFor(reading);
        lock (_gate)
            _failedAt = read is null ? time.GetTimestamp() : null;
        return read;
    }

    internal async Task<QueueReading> ReadAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var batches = await ReadBatchesAsync(db);
        var shards = await ReadShardsAsync(db);
        return _last = new QueueReading(batches, shards, time.GetTimestamp());
    }

    private static QueueReading? WaitFor(Task<QueueReading> reading)
    {
        try
        {
            return reading.WaitAsync(Patience).GetAwaiter().GetResult();
        }
        catch (Exception away) when (away is TimeoutException || DatabaseFailure.Of(away) is not null)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<QueuedWork>> ReadBatchesAsync(BatchGenDbContext db)
    {
        var rows = await db.Batches
            .Where(batch => batch.State == BatchState.Queued || batch.State == BatchState.Running || batch.State == BatchState.Paused)
            .GroupBy(batch => new { batch.State, batch.Priority })
            .Select(group => new
            {
                group.Key.State,
                group.Key.Priority,
                Batches = group.Count(),
                Items = group.Sum(batch => (long)(batch.TotalItems - batch.SucceededItems - batch.FailedItems - batch.CancelledItems)),
            })
            .ToListAsync();
        return rows.ConvertAll(row => new QueuedWork(row.State, Math.Sign(row.Priority), row.Batches, row.Items));
    }

    /// <summary>Nobody holds them, or whoever did no longer renews the claim.</summary>
    private async Task<IReadOnlyList<WaitingShards>> ReadShardsAsync(BatchGenDbContext db)
    {
        var now = time.GetUtcNow();
        var isPaused = await db.QueuePauses.AnyAsync();
        var rows = await db.Shards
            .Where(
                shard => shard.State == ShardState.Pending || (shard.State == ShardState.Claimed && (shard.ClaimedUntil == null || shard.ClaimedUntil < now)))
            .Where(shard => shard.Batch!.State == BatchState.Queued || shard.Batch.State == BatchState.Running || shard.Batch.State == BatchState.Paused)
            .GroupBy(shard => new
            {
                IsPaused = shard.Batch!.State == BatchState.Paused,
                IsPutOff = shard.ClaimedUntil != null && shard.ClaimedUntil >= now,
                shard.Batch.Priority,
                shard.Batch.OwnHours,
                shard.Batch.OwnHoursZone,
            })
            .Select(group => new { group.Key, Shards = group.Count() })
            .ToListAsync();
        return rows.ConvertAll(row => new WaitingShards(
            isPaused || row.Key.IsPaused ? ShardWait.Paused
            : row.Key.IsPutOff ? ShardWait.Retry
            : hours.Allows(row.Key.Priority, BatchHours.Of(row.Key.OwnHours, row.Key.OwnHoursZone)) ? ShardWait.Turn
            : ShardWait.Hours,
            row.Shards));
    }
}

/// <param name="At">A timestamp of the clock that it was read by.</param>
public sealed record QueueReading(IReadOnlyList<QueuedWork> Batches, IReadOnlyList<WaitingShards> Shards, long At);

/// <param name="Priority">1 for urgent, 0 for normal, -1 for what can wait.</param>
/// <param name="Items">Those without an end.</param>
public sealed record QueuedWork(BatchState State, int Priority, int Batches, long Items);

public sealed record WaitingShards(ShardWait Reason, int Shards);

/// <summary>Why nobody works on a shard.</summary>
public enum ShardWait
{
    /// <summary>The queue or its batch is paused.</summary>
    Paused,

    /// <summary>It is outside the work hours.</summary>
    Hours,

    /// <summary>It failed, and is tried again in a while.</summary>
    Retry,

    /// <summary>It may run: every worker has something else, or none is there.</summary>
    Turn,
}
