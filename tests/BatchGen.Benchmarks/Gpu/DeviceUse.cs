using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Gpu;

/// <summary>What is in use on the devices that are looked at: the GPUs, or the CPU where there is none.</summary>
internal sealed class DeviceUse(IModelRuntime runtime)
{
    public bool HasGpu { get; } = runtime.GetDevices().Any(device => device.Kind == DeviceKind.Gpu);

    public IReadOnlyList<DeviceBudget> Budgets => [.. runtime.GetDevices().Select(DeviceBudget.Whole)];

    /// <summary>A GPU's own count, other programs included: nothing else may run there meanwhile.</summary>
    public long Bytes => runtime.GetDevices().Where(device => device.Kind == DeviceKind.Gpu).Sum(device => device.TotalBytes - device.FreeBytes);

    /// <summary>llama.cpp's buffers in the plan, without the process and the driver's context.</summary>
    public long Planned(MemoryPlan plan) => plan.Devices
        .Where(device => !HasGpu || device.Kind == DeviceKind.Gpu)
        .Sum(device => device.WeightsBytes + device.KvBytes + device.ComputeBytes);
}
