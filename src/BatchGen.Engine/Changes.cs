using System.Collections.Immutable;

namespace BatchGen.Engine;

/// <summary>Who is to be told of each change, and of what it is now. Thread-safe; listeners are called outside any lock.</summary>
public sealed class ChangeListeners<T>
{
    private ImmutableList<Action<T>> _listeners = [];

    /// <summary>Dispose to stop.</summary>
    public IDisposable Add(Action<T> onChange)
    {
        // A wrapper of its own, so that the same action may be subscribed twice.
        Action<T> listener = now => onChange(now);
        ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(listener));
        return new Subscription(() => ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Remove(listener)));
    }

    /// <summary>On the caller's thread.</summary>
    public void Announce(T now)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
            listener(now);
    }

    private sealed class Subscription(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}

/// <summary>The same for whoever asks by themselves what it is now.</summary>
public sealed class ChangeListeners
{
    private readonly ChangeListeners<bool> _listeners = new();

    /// <inheritdoc cref="ChangeListeners{T}.Add"/>
    public IDisposable Add(Action onChange) => _listeners.Add(_ => onChange());

    /// <inheritdoc cref="ChangeListeners{T}.Announce"/>
    public void Announce() => _listeners.Announce(true);
}

/// <summary>
/// Wakes everybody who waits for the next change. Take <see cref="Next"/> before looking at what may change: a change in
/// between then is not missed. Thread-safe.
/// </summary>
public sealed class Pulse
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Beat() => Interlocked.Exchange(ref _next, New()).SetResult();

    // Whoever waits goes on by itself, not within the lock or on the thread of whoever made the change.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
