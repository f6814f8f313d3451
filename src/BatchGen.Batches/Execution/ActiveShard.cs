using BatchGen.Batches.Nights;

namespace BatchGen.Batches.Execution;

/// <summary>One shard that this process runs, and its own end: its batch was stopped, or its claim was lost.</summary>
internal sealed class ActiveShard(long batchId, long? ownerId, int priority, Action<ActiveShard>? onDispose = null) : IDisposable
{
    // Never disposed: Stop may come from another thread at any time, and a source without a timer holds nothing.
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _close = new();

    public long BatchId { get; } = batchId;

    public long? OwnerId { get; } = ownerId;

    public int Priority { get; } = priority;

    /// <summary>Its batch's own; null is the queue's.</summary>
    public BatchHours? Hours { get; init; }

    /// <summary>Cancelled when there is nothing left for this worker to do, as opposed to the worker shutting down.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Cancelled when its batch's work hours are over: nothing new is sent, and what is in the engine may end.</summary>
    public CancellationToken Closed => _close.Token;

    /// <summary>Null until <see cref="Close"/>.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public void Stop() => _stop.Cancel();

    /// <summary>Called by one thread, which then sees to it that <see cref="Stop"/> follows.</summary>
    public void Close(DateTimeOffset at)
    {
        ClosedAt = at;
        _close.Cancel();
    }

    public void Dispose() => onDispose?.Invoke(this);
}
