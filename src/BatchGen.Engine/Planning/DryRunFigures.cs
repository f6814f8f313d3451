using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>Between a plan and the simulation of its settings.</summary>
internal static class DryRunFigures
{
    /// <summary>The simulation of just what a plan is for.</summary>
    public static DryRunRequest RequestFor(ModelLoadRequest model, PlanSettings settings) => new(
        model with { GpuLayers = settings.GpuLayers },
        new ContextSettings(
            (int)settings.RequestedCells,
            settings.Slots,
            settings.StepTokens,
            settings.MicroStepTokens,
            Threads: 1,
            settings.KeyType,
            settings.Layout,
            settings.FlashAttention,
            settings.KvOnGpu,
            Math.Max(0, (settings.OutputsMax ?? 0) - settings.Slots)));

    /// <summary>Where llama.cpp does not say a part, the computed one stays.</summary>
    public static IReadOnlyCollection<DeviceDryRun> Of(MemoryPlan plan, IReadOnlyList<DeviceAllocation> allocations) =>
    [
        .. plan.Devices.Join(
            allocations,
            device => device.Name,
            allocation => allocation.Device,
            (device, allocation) => new DeviceDryRun(
                device.Name, allocation.WeightsBytes ?? device.WeightsBytes, allocation.KvBytes ?? device.KvBytes, allocation.ComputeBytes)),
    ];
}
