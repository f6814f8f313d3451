using System.Text.RegularExpressions;

namespace BatchGen.Engine.Host.Gpus;

/// <summary>Why a CUDA build of llama.cpp finds no GPU: it says nothing itself, it only has no device.</summary>
internal static partial class CudaDiagnosis
{
    /// <returns>A part of a sentence, with what to do about it.</returns>
    public static string Describe(ILibraryProbe probe)
    {
        var driver = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";
        if (probe.FindProblem(driver) is not null)
            return $"NVIDIA's driver is not installed ({driver} cannot be loaded). Install the driver";
        if (probe.FindCudaBackend() is { } backend && probe.FindProblem(backend) is { } problem)
            return $"llama.cpp's CUDA part cannot be loaded ({MissingLibrary(problem)}). Install the CUDA runtime it names";
        return "the driver is there, but it shows no GPU that this build can use. Look at nvidia-smi and at CUDA_VISIBLE_DEVICES";
    }

    /// <summary>On Linux the loader names what is missing: "libcudart.so.13: cannot open shared object file". Elsewhere its first line must do.</summary>
    private static string MissingLibrary(string problem)
    {
        var missing = Missing().Match(problem);
        return missing.Success ? $"{missing.Groups["library"].Value} is missing" : problem.Split('\n')[0].Trim().TrimEnd('.');
    }

    [GeneratedRegex(@"(?<library>[^\s:]+): cannot open shared object file", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();
}
