using BatchGen.Engine.Client;

namespace BatchGen.Engine.Supervision;

/// <summary>Hands every new status to whoever listens. Listeners are called outside any lock.</summary>
internal sealed class StatusFeed
{
    private readonly Lock _gate = new();
    private Action<EngineStatus>[] _listeners = [];

    public void Publish(EngineStatus status)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
            listener(status);
    }

    public IDisposable Subscribe(Action<EngineStatus> listener)
    {
        lock (_gate)
            _listeners = [.. _listeners, listener];
        return new Subscription(this, listener);
    }

    private void Remove(Action<EngineStatus> listener)
    {
        lock (_gate)
        {
            var index = Array.IndexOf(_listeners, listener);
            if (index >= 0)
                _listeners = [.. _listeners[..index], .. _listeners[(index + 1)..]];
        }
    }

    private sealed class Subscription(StatusFeed feed, Action<EngineStatus> listener) : IDisposable
    {
        private Action<EngineStatus>? _listener = listener;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _listener, null) is { } listening)
                feed.Remove(listening);
        }
    }
}
