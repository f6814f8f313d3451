using System.Diagnostics.Metrics;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Metering;

/// <summary>Shards that this process has taken and that wait for their engine, by reason. Thread-safe.</summary>
public sealed class EngineWaits
{
    private static readonly EngineWaitReason[] Reasons = Enum.GetValues<EngineWaitReason>();

    private readonly int[] _waiting = new int[Reasons.Length];

    public EngineWaits(IMeterFactory meters) => BatchGenMeter.Of(meters).CreateObservableGauge(
        "batchgen.engine_waits",
        () => Reasons.Select(reason => new Measurement<int>(Count(reason), new KeyValuePair<string, object?>("reason", NameOf(reason)))),
        "{shard}",
        "Shards taken by this process that wait for their engine.");

    public int Count(EngineWaitReason reason) => Volatile.Read(ref _waiting[(int)reason]);

    /// <summary>It waits until the wait is disposed.</summary>
    public EngineWaiting Begin(EngineStatus status) => new(this, Of(status));

    internal void Change(EngineWaitReason reason, int by) => Interlocked.Add(ref _waiting[(int)reason], by);

    /// <summary>As its own shard sees the engine: a turn that is waited for has a reason although the engine works.</summary>
    internal static EngineWaitReason Of(EngineStatus status) => status.State switch
    {
        EngineState.Waiting => EngineWaitReason.Memory,
        EngineState.Restarting or EngineState.Failed => EngineWaitReason.Restart,
        EngineState.Stopped or EngineState.Starting or EngineState.Loading or EngineState.Draining or EngineState.Ready =>
            status.WaitingReason is null ? EngineWaitReason.Loading : EngineWaitReason.Settings,
    };

    private static string NameOf(EngineWaitReason reason) => reason switch
    {
        EngineWaitReason.Memory => "memory",
        EngineWaitReason.Settings => "settings",
        EngineWaitReason.Loading => "loading",
        EngineWaitReason.Restart => "restart",
    };
}

public enum EngineWaitReason
{
    /// <summary>It does not fit under the limit now.</summary>
    Memory,

    /// <summary>It works with other settings, and the turn of these has not come.</summary>
    Settings,

    /// <summary>It is being loaded.</summary>
    Loading,

    /// <summary>It died and is started again.</summary>
    Restart,
}

/// <summary>One shard's wait. Used by one thread at a time.</summary>
public sealed class EngineWaiting : IDisposable
{
    private readonly EngineWaits _waits;
    private EngineWaitReason _reason;

    internal EngineWaiting(EngineWaits waits, EngineWaitReason reason)
    {
        _waits = waits;
        _reason = reason;
        waits.Change(reason, 1);
    }

    public void GoOn(EngineStatus status)
    {
        var reason = EngineWaits.Of(status);
        _waits.Change(_reason, -1);
        _waits.Change(reason, 1);
        _reason = reason;
    }

    public void Dispose() => _waits.Change(_reason, -1);
}
