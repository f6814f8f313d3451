using BatchGen.Batches.Nights;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Hosting;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Looks at the clock: what this process runs outside its work hours sends nothing new, has the grace to end, and is then given back. When
/// nothing runs any more, idle engines leave memory. What is begun at the opening is the upkeep's affair.
/// </summary>
public sealed class ClosingTime : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Long enough for whoever prepares a batch or asks live, short enough for whoever wants the memory.</summary>
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    /// <summary>Between one shard and the next nothing runs for a moment: that is no reason to load a model twice.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly QueueHours _hours;
    private readonly ActiveShards _active;
    private readonly IEngineManager _engines;
    private readonly TimeProvider _time;
    private readonly ChangeListeners _listeners = new();
    private bool _wasOpen;
    private Sentence? _told;
    private DateTimeOffset? _toUnloadSince;

    internal ClosingTime(QueueHours hours, ActiveShards active, IEngineManager engines, TimeProvider time)
    {
        _hours = hours;
        _active = active;
        _engines = engines;
        _time = time;
        _wasOpen = hours.IsOpen;
        _told = hours.ReasonToWait(priority: 0);
    }

    /// <summary>Calls back on any thread when the queue opened or closed, or when what is said about it has changed. Dispose to stop.</summary>
    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    /// <summary>One look. May be done any number of times.</summary>
    internal void Turn()
    {
        var now = _time.GetUtcNow();
        var running = _active.Running;
        foreach (var shard in running.Where(shard => !_hours.Allows(shard.Priority, shard.Hours)))
            End(shard, now);
        UnloadWhenQuiet(running.Count > 0, now);
        Tell();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Turn();
    }

    /// <summary>A shard that was told stays told, also when the hours are changed meanwhile: it is taken again a moment later.</summary>
    private void End(ActiveShard shard, DateTimeOffset now)
    {
        if (shard.ClosedAt is null)
            shard.Close(now);
        if (now - shard.ClosedAt >= _hours.Grace)
            shard.Stop();
    }

    /// <summary>Once after each stretch of work. What somebody then loads, for a live request or to count a new batch, stays while it is used.</summary>
    private void UnloadWhenQuiet(bool isAnyRunning, DateTimeOffset now)
    {
        var isOpen = _hours.IsOpen;
        if (isOpen)
            _toUnloadSince = null;
        else if (_wasOpen || isAnyRunning)
            _toUnloadSince = now;
        else if (_toUnloadSince is null)
            _engines.UnloadIdle(Unused);
        else if (now - _toUnloadSince >= Quiet && _engines.UnloadIdle(TimeSpan.Zero))
            _toUnloadSince = null;
        _wasOpen = isOpen;
    }

    private void Tell()
    {
        var reason = _hours.ReasonToWait(priority: 0);
        if (reason == _told)
            return;
        _told = reason;
        _listeners.Announce();
    }
}
