namespace BatchGen.Engine.Supervision;

/// <summary>Who works in an engine or waits for it. Thread-safe.</summary>
internal sealed class EngineUses(TimeProvider time)
{
    private int _calls;
    private int _askers;
    private long _lastUsedTicks = time.GetUtcNow().UtcTicks;

    public bool IsBusy => Volatile.Read(ref _calls) + Volatile.Read(ref _askers) > 0;

    /// <summary>Somebody waits until it is ready.</summary>
    public bool IsAskedFor => Volatile.Read(ref _askers) > 0;

    /// <summary>When its last work ended, UTC.</summary>
    public DateTimeOffset LastUsed => new(Interlocked.Read(ref _lastUsedTicks), TimeSpan.Zero);

    /// <summary>Dispose when the call has ended.</summary>
    public IDisposable Call()
    {
        Interlocked.Increment(ref _calls);
        return new EngineUse(() =>
        {
            Touch();
            Interlocked.Decrement(ref _calls);
        });
    }

    /// <summary>Dispose when it is ready, or nobody waits any more.</summary>
    public IDisposable Ask()
    {
        Interlocked.Increment(ref _askers);
        return new EngineUse(() =>
        {
            Touch();
            Interlocked.Decrement(ref _askers);
        });
    }

    private void Touch() => Interlocked.Exchange(ref _lastUsedTicks, time.GetUtcNow().UtcTicks);
}

/// <summary>One call's use of an engine, until it is disposed.</summary>
internal sealed class EngineUse(Action onEnd) : IDisposable
{
    private Action? _onEnd = onEnd;

    public void Dispose() => Interlocked.Exchange(ref _onEnd, null)?.Invoke();
}
