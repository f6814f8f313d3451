using System.Diagnostics;
using System.Globalization;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>Main memory as the operating system says it; read without native code, so that the web process may ask.</summary>
internal sealed class MainMemory : IMainMemory
{
    private const string MachineFile = "/proc/meminfo";

    public DeviceMemory Read()
    {
        // A container's limit, where there is one, else what is installed.
        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new DeviceMemory("CPU", "main memory", DeviceKind.Cpu, Math.Clamp(AvailableBytes(total), 0, total), total);
    }

    public long PrivateBytes(int processId)
    {
        if (OperatingSystem.IsLinux())
            return Find($"/proc/{processId}/status", "RssAnon:") ?? 0;
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.PrivateMemorySize64;
        }
        catch (ArgumentException)
        {
            // It ended in the meantime.
            return 0;
        }
    }

    private static long AvailableBytes(long total)
    {
        if (OperatingSystem.IsLinux() && Find(MachineFile, "MemAvailable:") is { } available)
            return available;
        return total - GC.GetGCMemoryInfo(GCKind.Any).MemoryLoadBytes;
    }

    /// <summary>A line like "MemAvailable:   22113112 kB"; the unit is fixed by the kernel.</summary>
    private static long? Find(string file, string key)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.AsSpan(key.Length, line.Length - key.Length - " kB".Length), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>This machine's main memory, the "CPU" of every plan.</summary>
public interface IMainMemory
{
    /// <summary>At this moment. Free is what can still be had without swapping.</summary>
    DeviceMemory Read();

    /// <summary>What a process of this machine holds that is its own: mapped files can be given back and do not count. 0 when it is gone.</summary>
    long PrivateBytes(int processId);
}
