using System.Reflection;
using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Native;
using BatchGen.LLamaSharp.Logging;
using LLama.Exceptions;
using LLama.Native;

namespace BatchGen.LLamaSharp.Native;

/// <summary>Has LLamaSharp load its native library, once a process, and makes ggml's devices known.</summary>
internal static unsafe class LLamaSharpLibrary
{
    /// <summary>Environment variable naming a folder with libraries of LLamaSharp's own llama.cpp release, instead of its backend package.</summary>
    public const string DirectoryVariable = "BATCHGEN_LLAMA_DIRECTORY";

    private static readonly Lock Gate = new();
    private static bool _ready;
    private static bool _configured;

    /// <exception cref="RuntimeException">Missing, of another release, or refused by the operating system.</exception>
    public static void Load()
    {
        lock (Gate)
        {
            if (_ready)
                return;
            Start(Environment.GetEnvironmentVariable(DirectoryVariable));
            _ready = true;
        }
    }

    private static void Start(string? folder)
    {
        if (!_configured)
            Configure(folder);
        LoadNative(folder);
        AbiCheck.Run();
        LLamaSharpLog.AttachAbort();
        if (GgmlApi.DeviceCount() == 0)
            LoadBackends(folder);
    }

    private static void Configure(string? folder)
    {
        NativeLibrary.SetDllImportResolver(typeof(LLamaSharpLibrary).Assembly, Resolve);
        LLamaSharpLog.Attach();
        if (folder is not null)
            NativeLibraryConfig.LLama.WithLibrary(LibraryIn(folder));
        else
            NativeLibraryConfig.LLama.WithCuda(BuildChoice.Backend == "cuda").WithVulkan(BuildChoice.Backend == "vulkan");
        _configured = true;
    }

    private static void LoadNative(string? folder)
    {
        try
        {
            NativeApi.llama_empty_call();
        }
        catch (Exception exception) when (exception is TypeInitializationException or RuntimeError or DllNotFoundException or EntryPointNotFoundException)
        {
            var where = folder is null ? $"LLamaSharp's {BuildChoice.Backend} backend package" : $"'{folder}'";
            throw new RuntimeException(
                "native_library_unusable",
                $"LLamaSharp {BuildChoice.Version} cannot load llama.cpp from {where}. Install what that build needs (for CUDA the driver and the CUDA 12 runtime), or build with -p:LlamaBackend=cpu.",
                exception);
        }
    }

    /// <summary>LLamaSharp's own builds contain their backends; others, with one library a processor type, have no device before this.</summary>
    private static void LoadBackends(string? folder)
    {
        fixed (byte* path = NativeText.ToZeroTerminated(Path.GetFullPath(folder ?? AppContext.BaseDirectory)))
            GgmlApi.LoadBackends(path);
    }

    private static string LibraryIn(string folder) =>
        (Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : []).FirstOrDefault(file => LoadedLibraries.IsBuildOf(LibraryNames.Llama, file))
        ?? throw new RuntimeException(
            "native_library_missing",
            $"There is no libllama in '{folder}', which {DirectoryVariable} names. Put llama.cpp's libraries for LLamaSharp {BuildChoice.Version} there, or unset it to use the backend package.");

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => LoadedLibraries.Find(name);
}
