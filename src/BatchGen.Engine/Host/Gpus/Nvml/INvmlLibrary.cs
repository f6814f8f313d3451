using System.Runtime.InteropServices;

namespace BatchGen.Engine.Host.Gpus.Nvml;

/// <summary>
/// What a driver says of its GPUs, counted from 0 in the driver's own order. Null where a card does not know it: notebook
/// cards have no power meter, slices of a card (MIG) no utilization.
/// </summary>
internal interface INvmlLibrary
{
    int CountDevices();

    string? GetName(int device);

    NvmlMemory? GetMemory(int device);

    int? GetTemperatureCelsius(int device);

    double? GetPowerWatts(int device);

    int? GetUtilizationPercent(int device);

    IReadOnlyList<NvmlProcess>? GetProcesses(int device);
}

/// <summary><c>nvmlMemory_t</c>, in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlMemory
{
    public ulong Total;
    public ulong Free;
    public ulong Used;
}

/// <summary><c>nvmlProcessInfo_t</c> as version 3 of the call fills it: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlProcess
{
    /// <summary>NVML_VALUE_NOT_AVAILABLE: Windows does not tell it under WDDM.</summary>
    public const ulong NotAvailable = ulong.MaxValue;

    public uint ProcessId;
    public ulong UsedBytes;
    public uint GpuInstance;
    public uint ComputeInstance;
}

/// <summary><c>nvmlUtilization_t</c>, in percent of the last sampling period.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlUtilization
{
    public uint Gpu;
    public uint Memory;
}
