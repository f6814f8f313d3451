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
