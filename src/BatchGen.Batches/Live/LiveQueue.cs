namespace BatchGen.Batches.Live;

/// <summary>Counts what is open on one model. Thread-safe.</summary>
internal sealed class LiveQueue(string modelPath)
{
    private int _open;

    /// <param name="limit">The most that may be open; whoever is in already stays when it was lowered.</param>
    /// <returns>Null when it is full.</returns>
    public LivePlace? TryEnter(int limit)
    {
        if (Interlocked.Increment(ref _open) <= limit)
            return new LivePlace(modelPath, Leave);
        Leave();
        return null;
    }

    private void Leave() => Interlocked.Decrement(ref _open);
}

/// <summary>A place in a model's queue of live requests; free again when disposed.</summary>
public sealed class LivePlace : IDisposable
{
    private Action? _leave;

    internal LivePlace(string modelPath, Action leave)
    {
        ModelPath = modelPath;
        _leave = leave;
    }

    public string ModelPath { get; }

    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}

/// <summary>It cannot be answered now and may well be answered later.</summary>
/// <param name="code">Stable, listed in docs/errors.md.</param>
public sealed class LiveUnavailableException(string code, string message, TimeSpan retryAfter, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>Too many wait already, as opposed to nobody being there to answer.</summary>
    public bool IsQueueFull { get; init; }
}
