using System.Reflection;
using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.Inference.Runtime.Logs;
using LLama.Exceptions;
using LLama.Native;

namespace BatchGen.LLamaSharp.Native;

/// <summary>
/// Loads LLamaSharp's native libraries, once a process, each by its absolute path: left to itself LLamaSharp takes <c>runtimes/…</c> of the
/// current directory before the program's own, so anybody who can write there could plant one.
/// </summary>
internal static unsafe class LLamaSharpLibrary
{
    /// <summary>Environment variable naming a folder with libraries of LLamaSharp's own llama.cpp release, instead of its backend package.</summary>
    public const string DirectoryVariable = "BATCHGEN_LLAMA_DIRECTORY";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> Loaded = [];
    private static LibraryBuild? _build;
    private static bool _ready;

    /// <summary>libllama's handle.</summary>
    public static nint Handle => Loaded[MissingApi.Llama];

    /// <exception cref="RuntimeException">Missing, of another release, or refused by the operating system.</exception>
    public static LibraryBuild Load()
    {
        lock (Gate)
        {
            if (!_ready)
                Start();
            return _build!;
        }
    }

    private static void Start()
    {
        if (_build is null)
        {
            var build = Find();
            LoadInOrder(build);
            NativeLibrary.SetDllImportResolver(typeof(LLamaSharpLibrary).Assembly, Resolve);
            NativeLibraryConfig.LLama.WithLibrary(FileOf(build.Folder, MissingApi.Llama)!);
            _build = build;
        }

        Attach();
        StartLLamaSharp();
        AbiCheck.Run();
        // LLamaSharp's own builds contain their backends; others, with one library a processor type, have no device before this.
        if (MissingApi.DeviceCount() == 0)
        {
            fixed (byte* folder = NativeText.ToZeroTerminated(_build.Folder))
                MissingApi.LoadBackends(folder);
        }

        _ready = true;
    }

    private static LibraryBuild Find()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } folder)
            return LibraryBuild.Named(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), DirectoryVariable);
        if (BuildChoice.Backend == "none")
            throw new RuntimeException("native_library_missing", $"This program was built without llama.cpp's libraries (LlamaBackend=none). Set {DirectoryVariable} to a folder that holds those of LLamaSharp {BuildChoice.Version}.");
        var gpuProblem = BuildChoice.Backend == "cuda12" ? CudaDriver.FindProblem() : null;
        return LibraryBuild.Choose(PlatformFolder(), BuildChoice.Backend, Processor.Detect(), gpuProblem);
    }

    /// <summary>The one platform folder that lies beside the program; among several, this system's.</summary>
    private static string PlatformFolder()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx"
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl" : "linux";
        var platform = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        return Path.Combine(AppContext.BaseDirectory, "runtimes", platform, "native");
    }

    /// <summary>What others need first. Each is found by its name afterwards, so none is looked for on a search path.</summary>
    private static void LoadInOrder(LibraryBuild build)
    {
        LoadOne(build.Folder, MissingApi.GgmlBase, isRequired: true);
        LoadOne(build.CpuFolder, "ggml-cpu", isRequired: false);
        foreach (var device in new[] { "ggml-blas", "ggml-metal", "ggml-cuda", "ggml-vulkan" })
            LoadOne(build.Folder, device, isRequired: false);
        LoadOne(build.Folder, MissingApi.Ggml, isRequired: true);
        LoadOne(build.Folder, MissingApi.Llama, isRequired: true);
    }

    private static void LoadOne(string folder, string name, bool isRequired)
    {
        if (FileOf(folder, name) is not { } file)
        {
            if (!isRequired)
                return;
            throw new RuntimeException("native_library_missing", $"llama.cpp's library {name} is not in '{folder}'. Build the program again, which restores it, or point {DirectoryVariable} at a folder that holds the libraries of LLamaSharp {BuildChoice.Version}.");
        }

        try
        {
            Loaded[name] = NativeLibrary.Load(file);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new RuntimeException("native_library_unusable", LoadProblem.Describe(file, exception.Message), exception);
        }
    }

    /// <summary><c>libggml.so</c>, <c>libggml.b10361.so</c>, <c>ggml.dll</c> with the name "ggml", and never <c>libggml-base.so</c>.</summary>
    private static string? FileOf(string folder, string name) =>
        (Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        .Where(file => IsBuildOf(name, file))
        .OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal)
        .FirstOrDefault();

    internal static bool IsBuildOf(string name, string path)
    {
        var file = Path.GetFileName(path);
        var stem = file.StartsWith("lib", StringComparison.Ordinal) ? file[3..] : file;
        return stem.StartsWith(name + ".", StringComparison.Ordinal);
    }

    /// <summary>Routes the library's log and its last words, before LLamaSharp makes the first call.</summary>
    private static void Attach()
    {
        MissingApi.SetLog(LlamaLog.FragmentCallback, 0);
        MissingApi.SetAbort(LlamaLog.AbortCallback);
        LayerWatch.ReadNamesWith((delegate* unmanaged[Cdecl]<nint, byte*>)NativeLibrary.GetExport(Loaded[MissingApi.GgmlBase], "ggml_get_name"));
    }

    private static void StartLLamaSharp()
    {
        try
        {
            NativeApi.llama_empty_call();
        }
        catch (Exception exception) when (exception is TypeInitializationException or RuntimeError or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new RuntimeException(
                "native_library_unusable",
                $"LLamaSharp {BuildChoice.Version} cannot use '{FileOf(_build!.Folder, MissingApi.Llama)}'. Use LLamaSharp's backend package of the same version, or build with -p:LlamaBackend=cpu.",
                exception);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => Loaded.GetValueOrDefault(name);
}
