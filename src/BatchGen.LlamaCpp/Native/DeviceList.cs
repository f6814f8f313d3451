using BatchGen.Inference.Runtime;

namespace BatchGen.LlamaCpp.Native;

/// <summary>ggml's devices with their memory at this moment.</summary>
internal static unsafe class DeviceList
{
    /// <returns>GPUs first, the CPU last.</returns>
    public static IReadOnlyList<DeviceMemory> Read()
    {
        var devices = new List<DeviceMemory>();
        for (nuint index = 0; index < GgmlApi.DeviceCount(); index++)
            devices.Add(Describe(GgmlApi.Device(index)));
        return [.. devices.OrderBy(device => device.Kind == DeviceKind.Cpu)];
    }

    private static DeviceMemory Describe(nint device)
    {
        nuint free = 0, total = 0;
        GgmlApi.DeviceMemory(device, &free, &total);
        var kind = KindOf(GgmlApi.DeviceType(device));
        return new DeviceMemory(
            NativeText.Read(GgmlApi.DeviceName(device)),
            NativeText.Read(GgmlApi.DeviceDescription(device)).Trim(),
            kind,
            // Outside Windows ggml says of main memory that all of it is free.
            kind == DeviceKind.Cpu ? Math.Min((long)free, HostMemory.AvailableBytes() ?? (long)free) : (long)free,
            (long)total);
    }

    private static DeviceKind KindOf(DeviceType type) => type switch
    {
        DeviceType.Cpu => DeviceKind.Cpu,
        DeviceType.Gpu => DeviceKind.Gpu,
        DeviceType.IntegratedGpu => DeviceKind.IntegratedGpu,
        _ => DeviceKind.Accelerator,
    };
}
