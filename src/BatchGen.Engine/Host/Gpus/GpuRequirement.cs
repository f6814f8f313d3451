using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Host.Gpus;

/// <summary>
/// A build for GPUs that finds none would compute on the CPU without a word, a hundred times slower. That is refused, or
/// said where the administrator allows it. A build for the CPU asks nothing and looks nowhere.
/// </summary>
internal static class GpuRequirement
{
    /// <param name="warn">Told why there is no GPU, where that is allowed.</param>
    /// <exception cref="RuntimeException">There is no GPU; the message says why and what to do.</exception>
    public static void Require(
        EngineSettings settings, RuntimeInfo runtime, Func<IReadOnlyList<DeviceMemory>> devices, ILibraryProbe probe, Action<string> warn)
    {
        if (settings.Model.GpuLayers == 0 || FindProblem(runtime, devices, probe) is not { } reason)
            return;
        if (!settings.AllowCpuFallback)
            throw new RuntimeException(
                "gpu_not_available", $"{reason}; or set Engine:AllowCpuFallback to true, or Engine:GpuLayers to 0, to compute on the CPU.");
        warn($"{reason}. Until then it computes on the CPU, because Engine:AllowCpuFallback is set.");
    }

    /// <returns>Why a build for GPUs has none, and what to install, without the full stop; null when it has one, or is for the CPU.</returns>
    public static string? FindProblem(RuntimeInfo runtime, Func<IReadOnlyList<DeviceMemory>> devices, ILibraryProbe probe)
    {
        if (!(runtime.GpuProblem is not null || IsForGpus(runtime.Backend)))
            return null;
        if (devices().Any(device => device.Kind is DeviceKind.Gpu or DeviceKind.IntegratedGpu))
            return null;
        return runtime.GpuProblem is { } problem ? $"This program was built for a GPU, and {problem}. Install what is missing" : Reason(runtime.Backend, probe);
    }

    // Metal comes with every build for a Mac, so nobody chose it.
    private static bool IsForGpus(string backend) => backend is "cuda" or "cuda12" or "vulkan";

    private static string Reason(string backend, ILibraryProbe probe)
    {
        var reason = backend.StartsWith("cuda", StringComparison.Ordinal)
            ? CudaDiagnosis.Describe(probe)
            : "llama.cpp finds no GPU with a Vulkan driver. Install the driver";
        return $"This is the {backend} build of llama.cpp, and {reason}";
    }
}
