namespace BatchGen.Web.Live;

/// <summary>
/// One for a circuit: whatever of its page follows what changes (the page itself, the pill in the bar) draws in turn, and
/// all of it together ten times a second at most. Each with a pace of its own would add up.
/// </summary>
public sealed class DrawTurns(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private long _free;

    /// <summary>Takes the next turn: first come, first served.</summary>
    /// <returns>How long it is until then; zero when it is now.</returns>
    public TimeSpan Take()
    {
        lock (_gate)
        {
            // Timestamps and not the time of day: that may be set back, and nothing would draw until it has caught up.
            var now = clock.GetTimestamp();
            var turn = Math.Max(_free, now);
            _free = turn + (Pause.Ticks * clock.TimestampFrequency / TimeSpan.TicksPerSecond);
            return clock.GetElapsedTime(now, turn);
        }
    }

    /// <summary>Ends when it is the caller's turn.</summary>
    /// <param name="rest">What a slower pace of the caller's own still asks for; it takes no turn until then.</param>
    public async Task WaitAsync(TimeSpan rest)
    {
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, clock);
        var wait = Take();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock);
    }
}
