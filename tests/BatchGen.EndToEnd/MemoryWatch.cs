namespace BatchGen.EndToEnd;

/// <summary>How far live managed memory rose above where it began, seen ten times a second until it is disposed.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private readonly Timer _timer;
    private long _most;

    public MemoryWatch() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));

    public long GrowthBytes => Math.Max(0, Interlocked.Read(ref _most) - _before);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = GC.GetTotalMemory(forceFullCollection: false);
        if (now > Interlocked.Read(ref _most))
            Interlocked.Exchange(ref _most, now);
    }
}
