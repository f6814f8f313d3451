using System.Runtime.InteropServices;

namespace BatchGen.LLamaSharp.Native;

/// <summary>
/// Asks NVIDIA's driver whether it can run CUDA 12. Neither an environment variable nor a toolkit's files say that: a machine with only a driver has
/// neither, and a container may have both without a driver.
/// </summary>
internal static unsafe class CudaDriver
{
    // cuDriverGetVersion gives 1000 × major + 10 × minor.
    private const int LeastVersion = 12000;

    /// <returns>Null when there is a GPU that CUDA 12 runs on; else what is missing, as the middle of a sentence.</returns>
    public static string? FindProblem()
    {
        var name = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";
        if (!NativeLibrary.TryLoad(name, out var driver))
            return $"NVIDIA's driver is not installed ({name} is missing)";
        if (Call(driver, "cuInit") is var initialized && initialized != 0)
            return $"NVIDIA's driver finds no GPU that works (cuInit answers {initialized})";
        int version = 0, count = 0;
        if (Call(driver, "cuDriverGetVersion", &version) != 0 || version < LeastVersion)
            return $"NVIDIA's driver knows CUDA {version / 1000}.{version % 1000 / 10} and CUDA 12 is needed: install a newer driver";
        return Call(driver, "cuDeviceGetCount", &count) == 0 && count > 0 ? null : "NVIDIA's driver has no GPU";
    }

    private static int Call(nint driver, string function) => ((delegate* unmanaged[Cdecl]<uint, int>)NativeLibrary.GetExport(driver, function))(0);

    private static int Call(nint driver, string function, int* answer) =>
        ((delegate* unmanaged[Cdecl]<int*, int>)NativeLibrary.GetExport(driver, function))(answer);
}
