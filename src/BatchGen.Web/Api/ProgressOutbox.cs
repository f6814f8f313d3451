using BatchGen.Batches.Progress;

namespace BatchGen.Web.Api;

/// <summary>
/// What one listener has not been told yet: of each batch only the last state, so that a slow listener costs no memory and
/// never misses an end. Filled by the feed's thread, emptied by the listener's.
/// </summary>
internal sealed class ProgressOutbox : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, BatchProgress> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _filled = new(0, 1);

    public void Put(IReadOnlyList<BatchProgress> moved)
    {
        lock (_lock)
        {
            foreach (var progress in moved)
                _waiting[progress.BatchPublicId] = progress;
            if (_filled.CurrentCount == 0)
                _filled.Release();
        }
    }

    /// <returns>Empty when nothing moved for that long.</returns>
    public async Task<IReadOnlyList<BatchProgress>> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await _filled.WaitAsync(patience, cancellationToken);
        lock (_lock)
        {
            List<BatchProgress> taken = [.. _waiting.Values];
            _waiting.Clear();
            return taken;
        }
    }

    public void Dispose() => _filled.Dispose();
}
