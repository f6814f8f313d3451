using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Progress;

/// <summary>
/// One page's subscription. It remembers which batches moved, not every move, and reads their state when it pushes:
/// a thousand items a second cost a page ten redraws, and the last push always shows the last state.
/// </summary>
internal sealed class ProgressSubscription : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly HashSet<BatchTracker> _moved = [];
    private readonly Action<IReadOnlyList<BatchProgress>> _onProgress;
    private readonly Action<ProgressSubscription> _onDispose;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private bool _isScheduled;
    private bool _isDisposed;

    public ProgressSubscription(
        string? batchPublicId, Action<IReadOnlyList<BatchProgress>> onProgress, Action<ProgressSubscription> onDispose, TimeProvider time, ILogger logger)
    {
        BatchPublicId = batchPublicId;
        _onProgress = onProgress;
        _onDispose = onDispose;
        _logger = logger;
        _timer = time.CreateTimer(_ => Push(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Null for all batches.</summary>
    public string? BatchPublicId { get; }

    public bool Wants(BatchTracker tracker) => BatchPublicId is null || BatchPublicId == tracker.PublicId;

    public void Mark(BatchTracker tracker)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _moved.Add(tracker);
            if (_isScheduled)
                return;
            _isScheduled = true;
            _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _moved.Clear();
        }

        _timer.Dispose();
        _onDispose(this);
    }

    /// <summary>Runs on the timer's thread, never twice at once: the timer is set again only when the callback returned.</summary>
    private void Push()
    {
        List<BatchTracker> moved;
        lock (_lock)
        {
            moved = [.. _moved];
            _moved.Clear();
        }

        if (moved.Count > 0)
            Call(moved.ConvertAll(tracker => tracker.Snapshot()));
        ScheduleNext(pushed: moved.Count > 0);
    }

    private void Call(List<BatchProgress> progress)
    {
        try
        {
            _onProgress(progress);
        }
        catch (Exception exception)
        {
            // On a timer's thread nobody else would catch it, and one page's mistake would end the server.
            _logger.LogError(exception, "A progress callback threw.");
        }
    }

    /// <summary>After a push there is a pause, in which moves gather; a pause without any ends it.</summary>
    private void ScheduleNext(bool pushed)
    {
        lock (_lock)
        {
            _isScheduled = !_isDisposed && (pushed || _moved.Count > 0);
            if (_isScheduled)
                _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }
}
