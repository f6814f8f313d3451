using System.Globalization;
using System.Runtime.InteropServices;

namespace BatchGen.Testing.Devices;

/// <summary>
/// A Vulkan device that the processor computes (Mesa's lavapipe): to llama.cpp a card like any other, with memory, copies, kernels and layers
/// of its own. Two are the same one, named twice. llama.cpp passes over devices of this kind unless GGML_VK_VISIBLE_DEVICES names them,
/// so no user's machine computes on one. It tells nothing of speed, and says of all its memory that it is free.
/// </summary>
public static class SoftwareDevice
{
    /// <summary>./test.sh sets it, because it installs what the device needs: then a test that cannot run has failed.</summary>
    private const string RequiredVariable = "BATCHGEN_TESTS_NEED_DEVICE";

    private const string LibrariesVariable = "BATCHGEN_LLAMA_DIRECTORY";
    private static readonly string[] DriverFolders = ["/usr/share/vulkan/icd.d", "/usr/local/share/vulkan/icd.d", "/etc/vulkan/icd.d"];
    private static readonly Lazy<string?> Driver = new(() => DriverFolders
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "lvp_icd*.json"))
        .FirstOrDefault());

    /// <summary>Why there is none, as a sentence; null where there is.</summary>
    public static string? Absence { get; } = FindAbsence();

    /// <summary>What <see cref="DeviceFactAttribute"/> skips with: null where tests must run, whatever is missing.</summary>
    public static string? SkipReason => Environment.GetEnvironmentVariable(RequiredVariable) is { Length: > 0 } ? null : Absence;

    /// <summary>ggml's names of so many devices.</summary>
    public static IReadOnlyList<string> Names(int devices) =>
        [.. Enumerable.Range(0, devices).Select(device => string.Create(CultureInfo.InvariantCulture, $"Vulkan{device}"))];

    /// <summary>For processes that this test starts itself: what makes llama.cpp see so many devices.</summary>
    /// <param name="runtime">LLamaSharp, the default, or LlamaCpp.</param>
    public static IReadOnlyDictionary<string, string> Settings(int devices, string runtime = "LLamaSharp")
    {
        if (Absence is { } absence)
            throw new InvalidOperationException(absence);
        var shaders = Path.Combine(SourceTree.Root, "artifacts", "device", "shaders");
        Directory.CreateDirectory(shaders);
        return new Dictionary<string, string>
        {
            ["VK_ICD_FILENAMES"] = Driver.Value!,
            ["GGML_VK_VISIBLE_DEVICES"] = string.Join(',', Enumerable.Repeat('0', devices)),
            // Translating llama.cpp's kernels takes longer than all tests that use them: once a clone, not once a process.
            ["MESA_SHADER_CACHE_DIR"] = shaders,
            [LibrariesVariable] = runtime == "LLamaSharp" ? Trial.Value : Fetched(runtime),
        };
    }

    /// <summary>For processes that the product starts, which have the environment of this one: until it is disposed. Not for tests side by side.</summary>
    public static IDisposable Use(int devices) => new Environs(Settings(devices));

    /// <summary>
    /// LLamaSharp's own libllama over the ggml of the nearest release that has a Vulkan part: its package for Vulkan is not in every feed. For tests
    /// only, because two releases of llama.cpp are mixed in it.
    /// </summary>
    private static readonly Lazy<string> Trial = new(() =>
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "vulkan")).FullName;
        foreach (var file in Directory.EnumerateFiles(Fetched("LLamaSharp"), "libggml*.so"))
            Link(Path.Combine(folder, Path.GetFileName(file)), file);
        Link(Path.Combine(folder, "libggml.so"), Directory.EnumerateFiles(folder, "libggml.vulkan.*.so").Single());
        Link(Path.Combine(folder, "libllama.so"), OwnLibllama());
        return folder;
    });

    private static string? FindAbsence()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return "needs llama.cpp's Vulkan libraries of Linux x64, and this is another system.";
        if (Driver.Value is null || !NativeLibrary.TryLoad("libvulkan.so.1", out _))
            return "needs a Vulkan device that the processor computes, which is not here; ./test.sh installs it (Debian: mesa-vulkan-drivers, libvulkan1).";
        return new[] { "LLamaSharp", "LlamaCpp" }.All(runtime => Directory.Exists(Fetched(runtime)))
            ? null
            : "needs llama.cpp's Vulkan libraries, which the build takes from npm: install Node with npm (./test.sh does; Debian: nodejs, npm) and build again.";
    }

    private static string Fetched(string runtime) =>
        Path.Combine(SourceTree.Root, "artifacts", "device", runtime, "node_modules", "@node-llama-cpp", "linux-x64-vulkan", "bins", "linux-x64-vulkan");

    /// <summary>All builds have the same; they differ in libggml-cpu.</summary>
    private static string OwnLibllama() => Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "noavx", "libllama.so");

    private static void Link(string path, string target)
    {
        if (new FileInfo(path) is { LinkTarget: { } known } && known == target)
            return;
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }

    private sealed class Environs : IDisposable
    {
        private readonly Dictionary<string, string?> _before = [];

        public Environs(IReadOnlyDictionary<string, string> settings)
        {
            foreach (var (key, value) in settings)
            {
                _before[key] = Environment.GetEnvironmentVariable(key);
                Environment.SetEnvironmentVariable(key, value);
            }
        }

        public void Dispose()
        {
            foreach (var (key, value) in _before)
                Environment.SetEnvironmentVariable(key, value);
        }
    }
}
