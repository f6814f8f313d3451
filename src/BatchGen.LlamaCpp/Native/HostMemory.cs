using System.Globalization;

namespace BatchGen.LlamaCpp.Native;

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
        return line is null ? null : long.Parse(line.AsSpan(LinuxKey.Length, line.Length - LinuxKey.Length - " kB".Length), CultureInfo.InvariantCulture) * 1024;
    }
}
