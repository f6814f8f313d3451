using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchGen.Engine.Host.Gpus.Nvml;

/// <summary>The functions of NVIDIA's management library (<c>nvml.h</c>) that the readings need. 0 is success.</summary>
internal static unsafe partial class NvmlApi
{
    public const string Library = "nvidia-ml";

    [LibraryImport(Library, EntryPoint = "nvmlInit_v2")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetCount_v2")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int CountDevices(uint* count);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetDevice(uint index, nint* device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetName")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetName(nint device, byte* name, uint length);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMemoryInfo")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetMemory(nint device, NvmlMemory* memory);

    /// <param name="sensor">0 is the chip's, the only one there is.</param>
    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetTemperature")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetTemperature(nint device, int sensor, uint* celsius);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetPowerUsage")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetPower(nint device, uint* milliwatts);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetUtilizationRates")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetUtilization(nint device, NvmlUtilization* utilization);

    /// <param name="count">In: room in the list; out: processes.</param>
    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetComputeRunningProcesses_v3")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetProcesses(nint device, uint* count, NvmlProcess* processes);
}
