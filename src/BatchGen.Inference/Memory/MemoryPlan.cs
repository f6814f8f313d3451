using System.Collections.Immutable;

namespace BatchGen.Inference.Memory;

/// <summary>What a model takes with given settings, device by device, and the judgement.</summary>
/// <param name="LargestContextTokens">The largest context a sequence that fits with the other settings as they are; 0 when none does.</param>
/// <param name="Remedies">What would make it fit, or roomier, the best first; empty when it fits well.</param>
public sealed record MemoryPlan(
    ModelShape Shape,
    PlanSettings Settings,
    ImmutableArray<DevicePlan> Devices,
    int LargestContextTokens,
    ImmutableArray<Remedy> Remedies,
    PlanAccuracy Accuracy)
{
    public PlanVerdict Verdict => Devices.Max(device => device.Verdict);

    /// <summary>The sum over all devices, other processes not counted.</summary>
    public long OwnBytes => Devices.Sum(device => device.TotalBytes - device.OtherBytes);

    /// <summary>Layers that lie on GPUs, of <see cref="ModelShape.PlaceableLayerCount"/>.</summary>
    public int LayersOnGpus => Devices.Where(device => device.Kind != Runtime.DeviceKind.Cpu).Sum(device => device.PlacedLayers);

    /// <summary>There is a GPU, and some layers are computed without it: slower than it need be.</summary>
    public bool IsOffloadedInPart =>
        Devices.Any(device => device.Kind != Runtime.DeviceKind.Cpu) && LayersOnGpus < Shape.PlaceableLayerCount;

    /// <summary>
    /// The same plan with llama.cpp's numbers in place of ours; the verdict follows them. Devices the dry run does not
    /// name keep what they have.
    /// </summary>
    public MemoryPlan WithDryRun(IReadOnlyCollection<DeviceDryRun> dryRun) =>
        this with { Devices = [.. Devices.Select(device => Replaced(device, dryRun))], Accuracy = PlanAccuracy.Exact };

    /// <summary>One or two sentences for a person, or null when nothing needs to be done.</summary>
    public string? Remedy => Remedies.IsEmpty ? null : string.Join(" ", Remedies.Take(2).Select(remedy => remedy.Sentence));

    private static DevicePlan Replaced(DevicePlan device, IEnumerable<DeviceDryRun> dryRun) =>
        dryRun.FirstOrDefault(run => run.Name == device.Name) is { } found
            ? device with { WeightsBytes = found.WeightsBytes, KvBytes = found.KvBytes, ComputeBytes = found.ComputeBytes }
            : device;
}
