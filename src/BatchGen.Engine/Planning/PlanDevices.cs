using BatchGen.Engine.Client;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>
/// The devices of this machine with what may be used of each. What BatchGen's own engines hold does not count as others':
/// they make room for whatever is planned.
/// </summary>
internal sealed class PlanDevices(IMemoryDryRun dryRun, IMainMemory memory, IEngineManager engines, IDeviceLimits limits)
{
    private volatile IReadOnlyList<DeviceMemory> _cards = [];
    private WeightPacking _packing = WeightPacking.Unknown;

    /// <summary>At once: cards as they were last seen, main memory as it is.</summary>
    public IReadOnlyList<DeviceBudget> Known()
    {
        var statuses = engines.GetStatuses();
        var loaded = statuses.FirstOrDefault(status => status.Devices.Count > 0);
        return [.. (loaded is null ? _cards : CardsOf(loaded.Devices)).Append(MainMemory()).Select(device => Budget(device, statuses))];
    }

    /// <summary>As they are now; asks the planning process, which may have to be started first.</summary>
    /// <exception cref="DryRunException">It could not be asked.</exception>
    public async Task<IReadOnlyList<DeviceBudget>> ReadAsync(CancellationToken cancellationToken)
    {
        var seen = await dryRun.GetDevicesAsync(cancellationToken);
        _cards = CardsOf(seen);
        _packing = seen.FirstOrDefault(device => device.Kind == DeviceKind.Cpu)?.Packing ?? WeightPacking.AsInFile;
        var statuses = engines.GetStatuses();
        return [.. _cards.Append(MainMemory()).Select(device => Budget(device, statuses))];
    }

    private DeviceMemory MainMemory() => memory.Read() with { Packing = _packing };

    private static IReadOnlyList<DeviceMemory> CardsOf(IEnumerable<DeviceMemory> devices) =>
        [.. devices.Where(device => device.Kind is DeviceKind.Gpu or DeviceKind.IntegratedGpu)];

    private DeviceBudget Budget(DeviceMemory device, IReadOnlyList<EngineStatus> statuses)
    {
        var limit = limits.Find(device.Name)?.UsableBytes(device.TotalBytes) ?? device.TotalBytes;
        var own = device.Kind == DeviceKind.Cpu
            ? statuses.Sum(status => status.ProcessId is { } id ? memory.PrivateBytes(id) : 0)
            : statuses.Sum(status => OwnOnCard(status, device));
        return new DeviceBudget(device, limit, Math.Max(0, device.TotalBytes - device.FreeBytes - own));
    }

    /// <summary>No card says what each process holds of it; what a loaded engine was admitted with is what it holds.</summary>
    private static long OwnOnCard(EngineStatus status, DeviceMemory device) =>
        status is { Model: not null, Plan: { } plan } && plan.Devices.FirstOrDefault(planned => planned.Name == device.Name) is { } own
            ? own.TotalBytes - own.OtherBytes
            : 0;
}
