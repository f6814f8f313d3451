namespace BatchGen.Engine;

/// <summary>
/// Wakes everybody who waits for the next change. Take <see cref="Next"/> before looking at what may change: a change in
/// between then is not missed. Thread-safe.
/// </summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Beat() => Interlocked.Exchange(ref _next, New()).SetResult();

    // Whoever waits goes on by itself, not within the lock or on the thread of whoever made the change.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
