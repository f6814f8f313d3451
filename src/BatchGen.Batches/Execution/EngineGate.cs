namespace BatchGen.Batches.Execution;

/// <summary>
/// Many shards share an engine, until an item is suspected of killing it: that one runs alone, so that only what it
/// does itself is held against it. Covers the batches of this process; interactive requests do not pass here.
/// </summary>
internal sealed class EngineGate : IDisposable
{
    private readonly SemaphoreSlim _door = new(1, 1);
    private readonly Lock _lock = new();
    private int _sharing;
    private volatile bool _isWantedAlone;
    private TaskCompletionSource? _empty;

    /// <summary>Somebody waits to be alone: whoever shares sends nothing new, finishes and leaves.</summary>
    public bool IsWantedAlone => _isWantedAlone;

    public async Task<IDisposable> ShareAsync(CancellationToken cancellationToken)
    {
        await _door.WaitAsync(cancellationToken);
        lock (_lock)
            _sharing++;
        _door.Release();
        return new Leaving(LeaveShared);
    }

    public async Task<IDisposable> EnterAloneAsync(CancellationToken cancellationToken)
    {
        // Holding the door keeps newcomers out; those inside leave one by one.
        await _door.WaitAsync(cancellationToken);
        _isWantedAlone = true;
        try
        {
            await WhenEmpty().WaitAsync(cancellationToken);
        }
        catch
        {
            LeaveAlone();
            throw;
        }

        return new Leaving(LeaveAlone);
    }

    public void Dispose() => _door.Dispose();

    private Task WhenEmpty()
    {
        lock (_lock)
        {
            if (_sharing == 0)
                return Task.CompletedTask;
            _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    private void LeaveShared()
    {
        lock (_lock)
        {
            if (--_sharing == 0)
                _empty?.TrySetResult();
        }
    }

    private void LeaveAlone()
    {
        _isWantedAlone = false;
        _door.Release();
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
