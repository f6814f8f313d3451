namespace BatchGen.Batches.Live;

/// <summary>Counts what is open on one model. Thread-safe.</summary>
internal sealed class LiveQueue(string modelPath, int limit)
{
    private int _open;

    /// <returns>Null when it is full.</returns>
    public LivePlace? TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= limit)
            return new LivePlace(modelPath, Leave);
        Leave();
        return null;
    }

    private void Leave() => Interlocked.Decrement(ref _open);
}
