namespace BatchGen.Batches.Execution;

/// <summary>Wakes one waiter; changes that come while nobody waits are one change. Thread-safe.</summary>
internal sealed class ChangeSignal : IDisposable
{
    private readonly SemaphoreSlim _changes = new(0, 1);
    private readonly Lock _lock = new();
    private bool _isOver;

    public void Set()
    {
        lock (_lock)
        {
            if (!_isOver && _changes.CurrentCount == 0)
                _changes.Release();
        }
    }

    public Task WaitAsync() => _changes.WaitAsync();

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _changes.Dispose();
        }
    }
}
