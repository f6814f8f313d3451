namespace BatchGen.Batches.Progress;

/// <summary>Items and tokens a second over the last half minute. Not thread-safe.</summary>
internal sealed class RateWindow(TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    // One a commit, so a few hundred at most.
    private readonly Queue<Sample> _samples = [];
    private readonly long _began = time.GetTimestamp();
    private long _items;
    private long _tokens;

    public double ItemsPerSecond => _items / Seconds();

    public double TokensPerSecond => _tokens / Seconds();

    public void Add(int items, long tokens)
    {
        _samples.Enqueue(new Sample(time.GetTimestamp(), items, tokens));
        _items += items;
        _tokens += tokens;
    }

    /// <summary>Forgets what is too old; call before reading the rates.</summary>
    public void Trim()
    {
        while (_samples.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Length)
        {
            _samples.Dequeue();
            _items -= oldest.Items;
            _tokens -= oldest.Tokens;
        }
    }

    /// <summary>Shorter while the window is filling; at least one, or the first item would look like thousands.</summary>
    private double Seconds() => Math.Clamp(time.GetElapsedTime(_began).TotalSeconds, 1, Length.TotalSeconds);

    private readonly record struct Sample(long At, int Items, long Tokens);
}
