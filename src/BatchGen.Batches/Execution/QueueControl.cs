using BatchGen.Batches.Data;
using BatchGen.Engine;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Pauses and resumes the whole queue. The database has the word, so a pause outlives the process and holds for every
/// machine on it; what pages ask for is answered from memory.
/// </summary>
public sealed class QueueControl : IFollowsDatabase
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly OpenShards _shards;
    private readonly ActiveShards _active;
    private readonly TimeProvider _time;
    private volatile QueuePause? _pause;
    private readonly ChangeListeners _listeners = new();

    internal QueueControl(IDbContextFactory<BatchGenDbContext> contexts, OpenShards shards, ActiveShards active, TimeProvider time)
    {
        _contexts = contexts;
        _shards = shards;
        _active = active;
        _time = time;
    }

    /// <summary>Null while the queue runs. Another machine's change is known here within seconds.</summary>
    public QueuePause? Pause => _pause;

    /// <summary>Calls back on any thread after the queue was paused or resumed. Dispose to stop.</summary>
    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    /// <summary>Reads what the database says: a row of the upkeep.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        Set(await db.QueuePauses.AsNoTracking().SingleOrDefaultAsync(cancellationToken));
    }

    /// <summary>No shard is claimed from here on; items in the engine are given back. Pausing twice keeps the first pause.</summary>
    /// <param name="who">As pages and the audit log name the person.</param>
    public async Task PauseAsync(string who, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (await db.QueuePauses.AnyAsync(cancellationToken))
        {
            await LoadAsync(cancellationToken);
            return;
        }

        var pause = new QueuePause { At = _time.GetUtcNow(), By = who };
        db.QueuePauses.Add(pause);
        db.Audit.Add(Entry(who, "running", "paused"));
        await db.SaveChangesAsync(cancellationToken);

        // Other machines see the row within seconds.
        Set(pause);
    }

    /// <summary>Everything that is unfinished is queued again. Resuming a queue that runs changes nothing.</summary>
    /// <param name="who">As the audit log names the person.</param>
    public async Task ResumeAsync(string who, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var pauses = await db.QueuePauses.ToListAsync(cancellationToken);
        db.QueuePauses.RemoveRange(pauses);
        if (pauses.Count > 0)
            db.Audit.Add(Entry(who, "paused", "running"));
        await db.SaveChangesAsync(cancellationToken);

        Set(null);
        // A crash between the commit and here costs a minute: the upkeep enqueues the same.
        if (pauses.Count > 0)
            await _shards.EnqueueAsync(cancellationToken);
    }

    Task IFollowsDatabase.FollowAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    private void Set(QueuePause? pause)
    {
        var before = Interlocked.Exchange(ref _pause, pause);
        if (before?.At == pause?.At)
            return;
        if (pause is not null)
            _active.StopAll();
        _listeners.Announce();
    }

    private AuditEntry Entry(string who, Sentence from, Sentence to) =>
        new() { At = _time.GetUtcNow(), Who = who, What = "the queue", From = from, To = to };
}
