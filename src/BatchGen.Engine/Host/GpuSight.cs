using System.Globalization;
using System.Text.RegularExpressions;
using BatchGen.Engine.Host.Gpus;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Host;

/// <summary>What stands between a machine's GPU and the build that is installed.</summary>
public static partial class GpuSight
{
    private const string LinuxDriver = "/proc/driver/nvidia/version";

    /// <returns>Why a build for GPUs has none and what to install, without the full stop; null when it has one, or is for the processor.</returns>
    public static string? FindProblem(RuntimeInfo runtime, IReadOnlyList<DeviceMemory> devices)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        return GpuRequirement.FindProblem(runtime, () => devices, new SystemLibraryProbe());
    }

    /// <summary>NVIDIA's driver as the system names it, whatever the build is for; null without one. Nothing native is loaded.</summary>
    public static string? NvidiaDriver()
    {
        if (OperatingSystem.IsWindows())
            return File.Exists(Path.Combine(Environment.SystemDirectory, "nvcuda.dll")) ? "NVIDIA's driver" : null;
        if (!File.Exists(LinuxDriver))
            return null;
        var version = Version().Match(File.ReadLines(LinuxDriver).FirstOrDefault() ?? "");
        return version.Success ? string.Create(CultureInfo.InvariantCulture, $"NVIDIA's driver {version.Value}") : "NVIDIA's driver";
    }

    // "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024"
    [GeneratedRegex(@"\b\d{3,}\.\d+(\.\d+)?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
