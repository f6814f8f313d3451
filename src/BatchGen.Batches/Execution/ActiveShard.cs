namespace BatchGen.Batches.Execution;

/// <summary>One running shard's own end: its batch was stopped, or its claim was lost.</summary>
internal sealed class ActiveShard(long batchId, Action<ActiveShard> onDispose) : IDisposable
{
    // Never disposed: Stop may come from another thread at any time, and a source without a timer holds nothing.
    private readonly CancellationTokenSource _stop = new();

    public long BatchId { get; } = batchId;

    /// <summary>Cancelled when there is nothing left for this worker to do, as opposed to the worker shutting down.</summary>
    public CancellationToken Stopped => _stop.Token;

    public void Stop() => _stop.Cancel();

    public void Dispose() => onDispose(this);
}
