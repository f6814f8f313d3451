namespace BatchGen.Web.Live;

/// <summary>
/// One for a circuit: whatever of its page follows what changes (the page itself, the pill in the bar) draws in turn, and
/// all of it together ten times a second at most. Each with a pace of its own would add up.
/// </summary>
public sealed class DrawTurns(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private DateTimeOffset _free;

    /// <summary>Takes the next turn: first come, first served.</summary>
    /// <returns>How long it is until then; zero when it is now.</returns>
    public TimeSpan Take()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var turn = _free > now ? _free : now;
            _free = turn + Pause;
            return turn - now;
        }
    }

    /// <summary>Ends when it is the caller's turn.</summary>
    /// <param name="notBefore">A slower pace of the caller's own; it takes no turn until then.</param>
    public async Task WaitAsync(DateTimeOffset notBefore)
    {
        var early = notBefore - clock.GetUtcNow();
        if (early > TimeSpan.Zero)
            await Task.Delay(early, clock);
        var wait = Take();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock);
    }
}
