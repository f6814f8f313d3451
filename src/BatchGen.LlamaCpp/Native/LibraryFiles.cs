using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using BatchGen.Inference.Runtime;

namespace BatchGen.LlamaCpp.Native;

/// <summary>The files of one llama.cpp build. Their names carry release and backend: <c>libllama.cuda.v0.5.0.so</c>.</summary>
/// <param name="Release">E.g. "v0.5.0".</param>
/// <param name="Backend">cpu, cuda, vulkan or metal.</param>
internal sealed partial record LibraryFiles(string Folder, string Llama, string Ggml, string GgmlBase, string Release, string Backend)
{
    /// <summary>The release this binding was written against; struct layouts change from release to release.</summary>
    public const string ExpectedRelease = "v0.5.0";

    /// <exception cref="RuntimeException">Missing, incomplete, of another release, or more than one build in the folder.</exception>
    public static LibraryFiles Find(string folder)
    {
        var builds = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Select(file => LlamaFile().Match(Path.GetFileName(file))).Where(match => match.Success).ToList()
            : [];
        return builds.Count switch
        {
            1 => Of(folder, builds[0]),
            0 => throw Missing(folder, $"{Prefix}llama.{ExpectedRelease}{Suffix}"),
            _ => throw new RuntimeException(
                "native_library_mismatch",
                $"The folder '{folder}' holds more than one build of llama.cpp ({string.Join(", ", builds.Select(match => match.Value).Order())}), and a process can load only one. Delete the folder and build again."),
        };
    }

    private static LibraryFiles Of(string folder, Match llama)
    {
        var release = llama.Groups["release"].Value;
        if (release != ExpectedRelease)
        {
            throw new RuntimeException(
                "native_library_mismatch",
                $"'{Path.Combine(folder, llama.Value)}' is llama.cpp {release}, and this program is written for {ExpectedRelease}. Build again to restore that release, or point {LlamaLibrary.DirectoryVariable} at a folder that holds it.");
        }

        var backend = llama.Groups["backend"];
        var infix = backend.Success ? "." + backend.Value : "";
        return new LibraryFiles(
            folder,
            Path.Combine(folder, llama.Value),
            Existing(folder, $"{Prefix}ggml{infix}.{release}{Suffix}"),
            Existing(folder, $"{Prefix}ggml-base{Suffix}"),
            release,
            backend.Success ? backend.Value : "cpu");
    }

    private static string Existing(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw Missing(folder, name);
    }

    private static RuntimeException Missing(string folder, string name) => new(
        "native_library_missing",
        $"llama.cpp's library {name} is not in '{folder}'. Build the program again, which restores it, or point {LlamaLibrary.DirectoryVariable} at a folder that holds llama.cpp {ExpectedRelease}.");

    private static string Prefix => OperatingSystem.IsWindows() ? "" : "lib";

    private static string Suffix => OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    // Not llama-common, which has no release in its name.
    [GeneratedRegex(@"^(?:lib)?llama(?:\.(?<backend>[a-z]+))?\.(?<release>v\d+(?:\.\d+)*)\.(?:so|dylib|dll)$", RegexOptions.CultureInvariant)]
    private static partial Regex LlamaFile();
}
