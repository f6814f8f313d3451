using System.Reflection;
using System.Runtime.InteropServices;

namespace BatchGen.Engine.Host.Gpus.Nvml;

/// <summary>The library that comes with NVIDIA's driver. Where there is none, nothing is read and nothing is said.</summary>
internal sealed unsafe class NvmlLibrary : INvmlLibrary
{
    private const int Success = 0;
    private const int NameLength = 96;
    private const int MostProcesses = 256;

    static NvmlLibrary() => NativeLibrary.SetDllImportResolver(typeof(NvmlLibrary).Assembly, Resolve);

    private NvmlLibrary()
    {
    }

    /// <summary>Never closed: its process ends with the engine's.</summary>
    /// <returns>Null without NVIDIA's driver.</returns>
    public static NvmlLibrary? Open()
    {
        if (!NativeLibrary.TryLoad(FileName, out _))
            return null;
        var library = new NvmlLibrary();
        return NvmlApi.Initialize() == Success ? library : null;
    }

    public int CountDevices()
    {
        uint count = 0;
        return NvmlApi.CountDevices(&count) == Success ? (int)count : 0;
    }

    public string? GetName(int device)
    {
        var name = stackalloc byte[NameLength];
        return Find(device) is { } handle && NvmlApi.GetName(handle, name, NameLength) == Success ? Marshal.PtrToStringUTF8((nint)name) : null;
    }

    public NvmlMemory? GetMemory(int device)
    {
        NvmlMemory memory;
        return Find(device) is { } handle && NvmlApi.GetMemory(handle, &memory) == Success ? memory : null;
    }

    public int? GetTemperatureCelsius(int device)
    {
        uint celsius = 0;
        return Find(device) is { } handle && NvmlApi.GetTemperature(handle, sensor: 0, &celsius) == Success ? (int)celsius : null;
    }

    public double? GetPowerWatts(int device)
    {
        uint milliwatts = 0;
        return Find(device) is { } handle && NvmlApi.GetPower(handle, &milliwatts) == Success ? milliwatts / 1000.0 : null;
    }

    public int? GetUtilizationPercent(int device)
    {
        NvmlUtilization utilization;
        return Find(device) is { } handle && NvmlApi.GetUtilization(handle, &utilization) == Success ? (int)utilization.Gpu : null;
    }

    public IReadOnlyList<NvmlProcess>? GetProcesses(int device)
    {
        if (Find(device) is not { } handle)
            return null;
        var processes = new NvmlProcess[MostProcesses];
        uint count = MostProcesses;
        try
        {
            fixed (NvmlProcess* first = processes)
                return NvmlApi.GetProcesses(handle, &count, first) == Success ? processes[..(int)count] : null;
        }
        catch (EntryPointNotFoundException)
        {
            // Drivers before 510 have older versions of this call only, with another struct.
            return null;
        }
    }

    private static string FileName => OperatingSystem.IsWindows() ? "nvml.dll" : "libnvidia-ml.so.1";

    private static nint? Find(int device)
    {
        nint handle;
        return NvmlApi.GetDevice((uint)device, &handle) == Success ? handle : null;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == NvmlApi.Library && NativeLibrary.TryLoad(FileName, out var handle) ? handle : 0;
}
