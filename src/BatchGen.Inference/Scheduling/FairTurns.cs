namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Hands out places in the queue so that groups that wait take turns, however many each has waiting: start-time fair queuing (Goyal, Vin
/// and Cheng, 1996), where every sequence costs the same. Within a group it is first come, first served.
/// </summary>
internal sealed class FairTurns
{
    // What is forgotten is only whose place lies behind: such a group would begin at the present place anyhow.
    private const int MostGroups = 1_024;

    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private long _present;

    /// <param name="group">Null is a group too.</param>
    /// <returns>From 1 on: one behind the group's last, and never behind what has its slot already.</returns>
    public long Next(string? group)
    {
        var key = group ?? "";
        var turn = Math.Max(_present, _last.GetValueOrDefault(key)) + 1;
        if (_last.Count >= MostGroups && !_last.ContainsKey(key))
            ForgetWhoHasNoneWaiting();
        _last[key] = turn;
        return turn;
    }

    /// <summary>It got its slot: who comes new from here on stands beside those that come next, not behind them all.</summary>
    public void Begin(long turn) => _present = Math.Max(_present, turn);

    private void ForgetWhoHasNoneWaiting()
    {
        foreach (var group in _last.Where(entry => entry.Value <= _present).Select(entry => entry.Key).ToList())
            _last.Remove(group);
    }
}
