using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Admission;

/// <summary>Who has what of each device at one moment: other programs as measured, our engines as planned.</summary>
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

    /// <summary>
    /// In use, less what is surely ours. An engine that loads just now counts as foreign as far as it got: too much for
    /// a moment, never too little.
    /// </summary>
    private long ForeignBytes(DeviceMemory device) => Math.Max(
        0, device.TotalBytes - device.FreeBytes - residents.Sum(resident => resident.BytesSeenAsUsed(device.Name)));
}
