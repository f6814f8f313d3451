namespace BatchGen.Batches.Execution;

/// <summary>One shard that this process runs, and its own end: its batch was stopped, or its claim was lost.</summary>
internal sealed class ActiveShard(long batchId, long? ownerId, int priority, Action<ActiveShard>? onDispose = null) : IDisposable
{
    // Never disposed: Stop may come from another thread at any time, and a source without a timer holds nothing.
    private readonly CancellationTokenSource _stop = new();

    public long BatchId { get; } = batchId;

    public long? OwnerId { get; } = ownerId;

    public int Priority { get; } = priority;

    /// <summary>Cancelled when there is nothing left for this worker to do, as opposed to the worker shutting down.</summary>
    public CancellationToken Stopped => _stop.Token;

    public void Stop() => _stop.Cancel();

    public void Dispose() => onDispose?.Invoke(this);
}
