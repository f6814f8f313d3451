using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Admission;

/// <summary>Who has what of each device at one moment: other programs as measured, our engines as planned.</summary>
/// <param name="residents">In the order in which they were admitted.</param>
internal sealed class DeviceLedger(IReadOnlyList<DeviceMemory> devices, IDeviceLimits limits, IReadOnlyList<Residency> residents)
{
    /// <summary>What a newcomer may plan with beside these engines.</summary>
    public IReadOnlyList<DeviceBudget> BudgetsBeside(IEnumerable<Residency> staying)
    {
        var others = staying.ToList();
        return [.. devices.Select(device => new DeviceBudget(
            device, LimitOf(device), ForeignBytes(device) + others.Sum(other => other.BytesOn(device.Name))))];
    }

    /// <summary>The machine with nobody else on it and no limit: what does not fit here never will.</summary>
    public IReadOnlyList<DeviceBudget> EmptyMachine() => [.. devices.Select(device => new DeviceBudget(device, device.TotalBytes, 0))];

    /// <summary>Some device holds more than its limit with these engines in it.</summary>
    public bool IsOverLimit(IReadOnlyList<Residency> staying) => devices.Any(device => IsOverLimit(device, staying));

    /// <summary>What this engine has on the devices that are over their limit.</summary>
    public long BytesOverLimit(Residency one, IReadOnlyList<Residency> staying) =>
        devices.Where(device => IsOverLimit(device, staying)).Sum(device => one.BytesOn(device.Name));

    private bool IsOverLimit(DeviceMemory device, IReadOnlyList<Residency> staying) =>
        staying.Any(one => one.BytesOn(device.Name) > 0)
        && ForeignBytes(device) + staying.Sum(one => one.BytesOn(device.Name)) > LimitOf(device);

    private long LimitOf(DeviceMemory device) => limits.Find(device.Name)?.UsableBytes(device.TotalBytes) ?? device.TotalBytes;

    /// <summary>By device, what other programs have.</summary>
    public IReadOnlyDictionary<string, long> ForeignBytes() => devices.ToDictionary(device => device.Name, ForeignBytes);

    /// <summary>
    /// In use, less what is ours. How far an engine that loads just now got, nobody knows: what came on top of what others
    /// had when it was admitted is taken for its own, up to its plan. What others took meanwhile shows once it is loaded.
    /// </summary>
    private long ForeignBytes(DeviceMemory device)
    {
        var seen = device.TotalBytes - device.FreeBytes - SeenOf(device, residents.Where(one => one.IsLoaded));
        var loading = residents.Where(one => !one.IsLoaded).ToList();
        if (loading.Count == 0)
            return Math.Max(0, seen);
        var before = Math.Min(seen, loading[^1].ForeignBytesBefore(device.Name));
        return Math.Max(0, Math.Max(before, seen - SeenOf(device, loading)));
    }

    private static long SeenOf(DeviceMemory device, IEnumerable<Residency> ours) => ours.Sum(one => one.BytesSeenAsUsed(device.Name));
}
