using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Tests.Memory;

internal static class Devices
{
    public const long GiB = 1L << 30;

    public static DeviceBudget Cpu(double gibibytes, double others = 0) => Of("CPU", DeviceKind.Cpu, gibibytes, others);

    public static DeviceBudget Gpu(double gibibytes, double others = 0, string name = "CUDA0") => Of(name, DeviceKind.Gpu, gibibytes, others);

    public static DeviceBudget IntegratedGpu(double gibibytes) => Of("Vulkan0", DeviceKind.IntegratedGpu, gibibytes, 0);

    private static DeviceBudget Of(string name, DeviceKind kind, double gibibytes, double others) =>
        DeviceBudget.Whole(new DeviceMemory(name, name, kind, (long)((gibibytes - others) * GiB), (long)(gibibytes * GiB)));
}
