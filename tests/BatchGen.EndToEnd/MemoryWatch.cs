using System.Diagnostics;

namespace BatchGen.EndToEnd;

/// <summary>
/// How far live managed memory rises above where it began, until it is disposed. Each look collects first: what is only
/// waiting for the collector says nothing about a bound.
/// </summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Of the time between two looks: a collection stops everything, and the heap is that of all tests before.</summary>
    private const int ShareOfLooks = 8;

    private readonly long _before = Live();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _watching;
    private long _most;

    public MemoryWatch() => _watching = Task.Run(WatchAsync);

    public long GrowthBytes => Math.Max(0, Interlocked.Read(ref _most) - _before);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task WatchAsync()
    {
        while (true)
        {
            var look = Stopwatch.StartNew();
            Interlocked.Exchange(ref _most, Math.Max(_most, Live()));
            await Task.Delay(Pause + (ShareOfLooks * look.Elapsed), _ended.Token);
        }
    }

    private static long Live()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
