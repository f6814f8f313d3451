using BatchGen.Engine.Protocol;

namespace BatchGen.Engine.Supervision;

/// <summary>
/// Tells an engine process that hangs from one that is slow: one that has something to do and does not get on, within a step
/// either, or one that says nothing at all. Time is counted in turns, so that a pause of this process (a machine that slept, a
/// debugger) counts as one turn, however long it was.
/// </summary>
/// <param name="patience">How long an engine that works may show no progress.</param>
internal sealed class HangWatch(TimeSpan patience)
{
    private const int Turns = 10;

    /// <summary>A load tells nothing while one large tensor is read, memory is allocated, or offloading is measured.</summary>
    private const int LoadTurns = 6 * Turns;

    /// <summary>An idle engine gives its sign of life every five seconds (Host/EngineWireService); one may be missed.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Sign _last = new(HostStateWire.HostLoading, IsBusy: true, Progress: 0);
    private int _quietTurns;

    /// <summary>How long a turn is.</summary>
    public TimeSpan Turn => patience / Turns;

    public void Hear(StatusReply reply)
    {
        var sign = Sign.Of(reply);
        lock (_gate)
        {
            if (!sign.IsBusy || sign != _last)
                _quietTurns = 0;
            _last = sign;
        }
    }

    /// <summary>To be called once a <see cref="Turn"/>.</summary>
    /// <returns>True when nothing is to be hoped for.</returns>
    public bool EndTurn()
    {
        lock (_gate)
            return ++_quietTurns > Most(_last);
    }

    private int Most(Sign sign) => sign switch
    {
        { IsBusy: false } => Math.Max(Turns, (int)Math.Ceiling(Silence / Turn)),
        { State: HostStateWire.HostLoading } => LoadTurns,
        { IsBusy: true } => Turns,
    };

    /// <param name="Progress">Of the load, or of the loop. Two that are alike show that nothing moved.</param>
    private sealed record Sign(HostStateWire State, bool IsBusy, double Progress)
    {
        public static Sign Of(StatusReply reply) => reply.State == HostStateWire.HostLoading
            ? new Sign(reply.State, IsBusy: true, reply.LoadProgress)
            : new Sign(reply.State, reply.Activity is { IsAwake: true }, reply.Activity?.Progress ?? 0);
    }
}
