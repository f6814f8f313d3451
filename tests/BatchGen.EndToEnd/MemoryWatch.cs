namespace BatchGen.EndToEnd;

/// <summary>
/// How far live managed memory rises above where it began, until it is disposed. Each look collects first: what is only
/// waiting for the collector says nothing about a bound.
/// </summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private readonly Lock _look = new();
    private readonly Timer _timer;
    private long _most;

    public MemoryWatch() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, Pause);

    public long GrowthBytes => Math.Max(0, Interlocked.Read(ref _most) - _before);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        // A collection that outlasts the pause must not meet the next.
        if (!_look.TryEnter())
            return;
        try
        {
            _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: true));
        }
        finally
        {
            _look.Exit();
        }
    }
}
