using System.Text.RegularExpressions;

namespace BatchGen.LLamaSharp.Native;

/// <summary>Says in one sentence why the operating system did not load a library, and what to install.</summary>
internal static partial class LoadProblem
{
    /// <summary>Debian's package for what LLamaSharp's builds need beyond the C and C++ libraries that .NET needs too.</summary>
    private static readonly IReadOnlyDictionary<string, string> Packages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["libgomp.so.1"] = "libgomp1 (Debian, Ubuntu: apt-get install libgomp1; Fedora: libgomp; Alpine: libgomp)",
        ["libvulkan.so.1"] = "libvulkan1 (Debian, Ubuntu: apt-get install libvulkan1; Fedora: vulkan-loader)",
        ["libcudart.so.12"] = "the CUDA 12 runtime (NVIDIA's cuda-cudart-12)",
        ["libcublas.so.12"] = "the CUDA 12 runtime's cuBLAS (NVIDIA's libcublas-12)",
    };

    /// <param name="file">The library's path.</param>
    /// <param name="message">What the loader said.</param>
    public static string Describe(string file, string message)
    {
        var missing = MissingLibrary().Match(message);
        if (!missing.Success)
            return $"The operating system cannot load '{file}': {FirstLine(message)} Install what it names, or build with -p:LlamaBackend=cpu.";
        var library = missing.Groups["library"].Value;
        var package = Packages.GetValueOrDefault(library) ?? $"the package that holds {library}";
        return $"llama.cpp needs {library}, which this system lacks: install {package}.";
    }

    private static string FirstLine(string message)
    {
        var line = message.Trim().Split('\n')[0].TrimEnd();
        return line.EndsWith('.') ? line : line + ".";
    }

    // glibc: "libgomp.so.1: cannot open shared object file: No such file or directory". .NET tries several names, ours among them.
    [GeneratedRegex(@"(?<![\w/.-])(?<library>lib(?!ggml|llama)[\w+.-]*\.so[\d.]*): cannot open shared object file", RegexOptions.CultureInvariant)]
    private static partial Regex MissingLibrary();
}
