namespace BatchGen.Engine.Supervision;

/// <summary>Counts the calls in progress. Thread-safe.</summary>
internal sealed class OpenCalls
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _none;

    /// <summary>Dispose when the call has ended.</summary>
    public IDisposable Enter()
    {
        lock (_gate)
            _count++;
        return new Place(this);
    }

    /// <summary>Completes when no call is open.</summary>
    public Task WhenNone()
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            _none ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _none.Task;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count > 0)
                return;
            _none?.TrySetResult();
            _none = null;
        }
    }

    private sealed class Place(OpenCalls calls) : IDisposable
    {
        private OpenCalls? _calls = calls;

        public void Dispose() => Interlocked.Exchange(ref _calls, null)?.Leave();
    }
}
