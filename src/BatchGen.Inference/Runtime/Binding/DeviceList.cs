using System.Globalization;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>A device as ggml describes it.</summary>
/// <param name="Type"><c>enum ggml_backend_dev_type</c>: 0 CPU, 1 GPU, 2 integrated GPU, 3 accelerator, 4 several devices as one.</param>
public sealed record NativeDevice(string Name, string Description, int Type, long FreeBytes, long TotalBytes)
{
    /// <summary>A CPU whose build computes quantized weights with AMX, for which it keeps them packed.</summary>
    public bool PacksForAmx { get; init; }
}

/// <summary>ggml's devices with their memory at this moment.</summary>
internal static class DeviceList
{
    /// <returns>GPUs first, the CPU last.</returns>
    public static IReadOnlyList<DeviceMemory> Of(IEnumerable<NativeDevice> devices) =>
        [.. devices.Select(Describe).OrderBy(device => device.Kind == DeviceKind.Cpu)];

    private static DeviceMemory Describe(NativeDevice device)
    {
        var kind = KindOf(device.Type);
        return new DeviceMemory(
            device.Name,
            device.Description.Trim(),
            kind,
            // Outside Windows ggml says of main memory that all of it is free.
            kind == DeviceKind.Cpu ? Math.Min(device.FreeBytes, HostMemory.AvailableBytes() ?? device.FreeBytes) : device.FreeBytes,
            device.TotalBytes)
        {
            Packing = device.PacksForAmx ? WeightPacking.Amx : WeightPacking.AsInFile,
        };
    }

    private static DeviceKind KindOf(int type) => type switch
    {
        0 => DeviceKind.Cpu,
        1 => DeviceKind.Gpu,
        2 => DeviceKind.IntegratedGpu,
        // 3 is ggml's accelerator (BLAS, AMX), 4 several devices as one: neither is a card with memory of its own, nor is what later releases add.
        _ => DeviceKind.Accelerator,
    };
}

/// <summary>Main memory that can still be had without swapping.</summary>
internal static class HostMemory
{
    private const string LinuxSource = "/proc/meminfo";
    private const string LinuxKey = "MemAvailable:";

    /// <summary>Null where the system does not say it in a file; ggml's own answer is used there.</summary>
    public static long? AvailableBytes()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var line = File.ReadLines(LinuxSource).FirstOrDefault(text => text.StartsWith(LinuxKey, StringComparison.Ordinal));
        // "MemAvailable:   22113112 kB": the unit is fixed by the kernel.
        return line is null
            ? null
            : long.Parse(line.AsSpan(LinuxKey.Length, line.Length - LinuxKey.Length - " kB".Length), CultureInfo.InvariantCulture) * 1024;
    }
}
