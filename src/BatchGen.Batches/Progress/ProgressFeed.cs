namespace BatchGen.Batches.Progress;

/// <summary>What running batches are doing, pushed to pages of this process.</summary>
public sealed class ProgressFeed
{
    private readonly string _pending = "This body follows in the next commit.";

    /// <summary>
    /// Calls back when the batch moved, at most ten times a second, the last state always included, one call at a time
    /// and on a pool thread. Dispose to stop.
    /// </summary>
    public IDisposable Subscribe(string batchPublicId, Action<BatchProgress> onProgress) =>
        throw new InvalidOperationException(_pending);

    /// <summary>The same for all batches: each call carries every batch that moved since the last.</summary>
    public IDisposable SubscribeAll(Action<IReadOnlyList<BatchProgress>> onProgress) =>
        throw new InvalidOperationException(_pending);

    /// <summary>The batch's current progress; null when it is not running in this process.</summary>
    public BatchProgress? Find(string batchPublicId) =>
        throw new InvalidOperationException(_pending);

    /// <summary>Every batch that is running in this process.</summary>
    public IReadOnlyList<BatchProgress> GetAll() => throw new InvalidOperationException(_pending);
}
