using BatchGen.Engine.Client;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Web.Controls.Memory;

/// <summary>What one engine has on one device, in bytes.</summary>
/// <param name="ComputeBytes">Working room of a step, the output's copy, and the process itself.</param>
/// <param name="SeenBytes">As much of it as the system counts as used.</param>
/// <param name="PlannedBytes">What it was admitted with; 0 without a plan.</param>
internal sealed record EngineShare(
    long WeightsBytes, long KvUsedBytes, long KvReservedBytes, long KvFreeBytes, long ComputeBytes, long SeenBytes, long PlannedBytes)
{
    private static readonly EngineShare Nothing = new(0, 0, 0, 0, 0, 0, 0);

    public long Bytes => WeightsBytes + KvUsedBytes + KvReservedBytes + KvFreeBytes + ComputeBytes;

    /// <summary>By its plan; without one, the whole model stands on the first GPU, or on the CPU without one.</summary>
    public static EngineShare Of(EngineStatus engine, DeviceMemory device)
    {
        if (engine.Model is not { } model)
            return Nothing;
        if (engine.Plan?.Devices.FirstOrDefault(plan => plan.Name == device.Name) is { } planned)
            return Of(engine, device, planned);
        return IsHome(engine, device)
            ? Make(engine, device, model.Info.SizeBytes, model.Context.KvBytes, model.Context.ComputeBytes, plannedBytes: 0)
            : Nothing;
    }

    /// <summary>The parts that are not empty, summed over engines.</summary>
    public static IEnumerable<MemoryPart> PartsOf(IReadOnlyList<EngineShare> shares)
    {
        MemoryPart[] parts =
        [
            new("weights", shares.Sum(share => share.WeightsBytes)),
            new("kv-used", shares.Sum(share => share.KvUsedBytes)),
            new("kv-reserved", shares.Sum(share => share.KvReservedBytes)),
            new("kv-free", shares.Sum(share => share.KvFreeBytes)),
            new("compute", shares.Sum(share => share.ComputeBytes)),
        ];
        return parts.Where(part => part.Bytes > 0);
    }

    private static EngineShare Of(EngineStatus engine, DeviceMemory device, DevicePlan plan) => Make(
        engine, device, plan.WeightsBytes, plan.KvBytes, plan.ComputeBytes + plan.OutputBytes + plan.OverheadBytes, plan.TotalBytes - plan.OtherBytes);

    private static EngineShare Make(EngineStatus engine, DeviceMemory device, long weights, long kv, long compute, long plannedBytes)
    {
        var used = Share(kv, engine, engine.Activity?.KvCellsUsed ?? 0);
        var reserved = Math.Max(used, Share(kv, engine, engine.Activity?.KvCellsReserved ?? 0));
        var seen = kv + compute + (device.Kind is DeviceKind.Cpu ? 0 : weights);
        return new EngineShare(weights, used, reserved - used, kv - reserved, compute, seen, plannedBytes);
    }

    private static long Share(long kvBytes, EngineStatus engine, int cells) => engine.Model is { Context.KvCells: > 0 } model
        ? Math.Min(kvBytes, (long)(kvBytes * ((double)cells / model.Context.KvCells)))
        : 0;

    private static bool IsHome(EngineStatus engine, DeviceMemory device)
    {
        var home = engine.Devices.FirstOrDefault(one => one.Kind is not DeviceKind.Cpu) ?? (engine.Devices.Count > 0 ? engine.Devices[0] : null);
        return home?.Name == device.Name;
    }
}
