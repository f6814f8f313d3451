using System.Collections.Immutable;

namespace BatchGen.Batches.Progress;

/// <summary>Who is to be told that something changed.</summary>
public sealed class ChangeListeners
{
    private ImmutableList<Action> _listeners = [];

    /// <summary>Dispose to stop.</summary>
    public IDisposable Add(Action onChange)
    {
        // A wrapper of its own, so that the same action may be subscribed twice.
        Action listener = () => onChange();
        ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(listener));
        return new Subscription(() => ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Remove(listener)));
    }

    /// <summary>On the caller's thread.</summary>
    public void Announce()
    {
        foreach (var listener in _listeners)
            listener();
    }

    private sealed class Subscription(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
