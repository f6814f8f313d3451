using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Headroom;

/// <summary>
/// The last hour of every device's memory: one history for every page. Main memory is read from the system; of a GPU only
/// a loaded engine tells, so its history has gaps where none was. Thread-safe.
/// </summary>
public sealed class HeadroomHistory(IEngineManager engines, IMainMemory memory, IDeviceLimits limits, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>What an engine said longer ago is no measurement of now; idle ones speak every 5 s.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(12);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HeadroomRing> _rings = [];

    /// <summary>At most an hour, oldest first; empty for a device nobody has told of.</summary>
    public IReadOnlyList<HeadroomSample> Of(string deviceName)
    {
        lock (_gate)
            return _rings.GetValueOrDefault(deviceName)?.Since(time.GetUtcNow() - Kept) ?? [];
    }

    /// <summary>The newest sample of each device of which there is a fresh one, by name.</summary>
    public IReadOnlyList<HeadroomSample> Latest()
    {
        var since = time.GetUtcNow() - (2 * Interval);
        lock (_gate)
        {
            return [.. _rings.Values
                .Select(ring => ring.Since(since))
                .Where(samples => samples.Count > 0)
                .Select(samples => samples[^1])
                .OrderBy(sample => sample.DeviceName, StringComparer.Ordinal)];
        }
    }

    /// <summary>Main memory as it is now: there is a bar for it even before any engine was loaded.</summary>
    public DeviceMemory ReadMainMemory() => memory.Read();

    /// <summary>Takes one sample of each device.</summary>
    public void Sample()
    {
        var now = time.GetUtcNow();
        var statuses = engines.GetStatuses();
        var cards = statuses.Where(status => now - status.At <= Fresh).MaxBy(status => status.Devices.Count)?.Devices ?? [];
        foreach (var device in cards.Where(device => device.Kind is not DeviceKind.Cpu).Append(memory.Read()))
            Add(Measure(device, statuses, now));
    }

    private HeadroomSample Measure(DeviceMemory device, IReadOnlyList<EngineStatus> statuses, DateTimeOffset now) => new(
        device.Name,
        device.TotalBytes - device.FreeBytes,
        statuses.Sum(status => status.Plan?.Devices.FirstOrDefault(plan => plan.Name == device.Name) is { } plan ? plan.TotalBytes - plan.OtherBytes : 0),
        limits.Find(device.Name)?.UsableBytes(device.TotalBytes) ?? device.TotalBytes,
        now);

    private void Add(HeadroomSample sample)
    {
        lock (_gate)
        {
            if (!_rings.TryGetValue(sample.DeviceName, out var ring))
                _rings[sample.DeviceName] = ring = new HeadroomRing((int)(Kept / Interval));
            ring.Add(sample);
        }
    }
}
