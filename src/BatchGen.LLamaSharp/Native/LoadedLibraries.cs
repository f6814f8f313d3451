using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BatchGen.LLamaSharp.Native;

/// <summary>
/// Finds the libraries that LLamaSharp has loaded: which of its folders it took (by processor, CUDA or Vulkan) it tells
/// nobody, and loading another copy would put two llama.cpp into one process.
/// </summary>
internal static class LoadedLibraries
{
    /// <param name="name">Without prefix and ending: "llama", "ggml", "ggml-base".</param>
    /// <returns>The library's handle; 0 when the process has no such file, or the system does not list them (macOS).</returns>
    public static nint Find(string name)
    {
        using var process = Process.GetCurrentProcess();
        var file = process.Modules.Cast<ProcessModule>().Select(module => module.FileName).FirstOrDefault(path => IsBuildOf(name, path));
        return file is null ? 0 : NativeLibrary.Load(file);
    }

    /// <summary>True for <c>libggml.so</c>, <c>libggml.so.0</c>, <c>libggml.b8390.so</c> and <c>ggml.dll</c>, with the name "ggml".</summary>
    internal static bool IsBuildOf(string name, string path)
    {
        var file = Path.GetFileName(path);
        var stem = file.StartsWith("lib", StringComparison.Ordinal) ? file[3..] : file;
        return stem.StartsWith(name + ".", StringComparison.Ordinal);
    }
}
