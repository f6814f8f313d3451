using BatchGen.Inference.Memory;

namespace BatchGen.Engine.Admission;

/// <summary>The right of one engine to be in memory, until it is disposed. Thread-safe.</summary>
internal sealed class Residency(
    IResident resident, EngineWish wish, EngineFit fit, IReadOnlyDictionary<string, long> foreignBytes, Action<Residency> onLeft) : IDisposable
{
    private readonly TaskCompletionSource<LeaveReason> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isLoaded;

    public IResident Resident { get; } = resident;

    public EngineWish Wish { get; } = wish;

    public EngineFit Fit { get; } = fit;

    /// <summary>Completes when the engine is to end its work and leave.</summary>
    public Task<LeaveReason> LeaveAsked => _asked.Task;

    public bool IsLeaving => _asked.Task.IsCompleted;

    /// <summary>Its memory is allocated, so that what the system counts as used includes it.</summary>
    public bool IsLoaded => _isLoaded;

    public void MarkLoaded() => _isLoaded = true;

    /// <summary>The first reason counts.</summary>
    public void AskToLeave(LeaveReason reason) => _asked.TrySetResult(reason);

    /// <summary>Bytes it was admitted with on a device.</summary>
    public long BytesOn(string device) => Find(device) is { } plan ? plan.TotalBytes - plan.OtherBytes : 0;

    /// <summary>What other programs had of a device when it was admitted.</summary>
    public long ForeignBytesBefore(string device) => foreignBytes.GetValueOrDefault(device);

    /// <summary>
    /// Of those, what the system counts as used once it is loaded. Weights on the CPU are mapped from the file, and such pages count as
    /// available: the kernel may drop them (MemAvailable in /proc/meminfo).
    /// </summary>
    public long BytesSeenAsUsed(string device) => Find(device) is { } plan
        ? plan.TotalBytes - plan.OtherBytes - (plan.Kind == Inference.Runtime.DeviceKind.Cpu ? plan.WeightsBytes : 0)
        : 0;

    public void Dispose() => onLeft(this);

    private DevicePlan? Find(string device) => Fit.Plan.Devices.FirstOrDefault(plan => plan.Name == device);
}

/// <summary>An engine that is in memory, as the desk sees it.</summary>
internal interface IResident
{
    string ModelPath { get; }

    /// <summary>Somebody has work in it or waits for it.</summary>
    bool IsBusy { get; }

    /// <summary>When its last work ended, UTC.</summary>
    DateTimeOffset LastUsed { get; }
}

internal enum LeaveReason
{
    /// <summary>To be loaded again at once, with what fits then.</summary>
    Reload,

    /// <summary>To make room for others; it comes back when somebody asks for it.</summary>
    Unload,
}
