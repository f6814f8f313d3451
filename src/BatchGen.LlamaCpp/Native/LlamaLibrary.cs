using System.Reflection;
using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.LlamaCpp.Native;

/// <summary>
/// Loads the native libraries, once a process: two releases never fit into one process, because
/// libggml-base has the same name in each.
/// </summary>
internal static unsafe class LlamaLibrary
{
    /// <summary>Environment variable naming the folder of the libraries instead of <c>llama/</c> beside the program.</summary>
    public const string DirectoryVariable = "BATCHGEN_LLAMA_DIRECTORY";

    private static readonly Lock Gate = new();
    private static LibraryFiles? _files;
    private static Ggml? _ggml;
    private static bool _ready;

    /// <summary>Of the libraries that were loaded.</summary>
    public static Ggml Ggml => _ggml ?? throw new InvalidOperationException("The libraries are not loaded yet.");

    /// <exception cref="RuntimeException">Missing, of another release, or refused by the operating system.</exception>
    public static LibraryFiles Load()
    {
        lock (Gate)
        {
            if (!_ready)
                Start();
            return _files!;
        }
    }

    private static void Start()
    {
        if (_files is null)
        {
            _files = LibraryFiles.Find(
                Path.GetFullPath(Environment.GetEnvironmentVariable(DirectoryVariable) ?? Path.Combine(AppContext.BaseDirectory, "llama")));
            NativeLibrary.SetDllImportResolver(typeof(LlamaLibrary).Assembly, Resolve);
        }

        CallIntoLibrary(Attach);
        AbiCheck.Run(_files);

        Ggml.LoadBackends(_files.Folder);
        LlamaApi.BackendInit();
        _ready = true;
    }

    /// <summary>Routes the library's log and its last words. Before anything else is called.</summary>
    private static void Attach()
    {
        LlamaApi.SetLog(LlamaLog.FragmentCallback, 0);
        _ggml = new Ggml(NativeLibrary.Load(_files!.Ggml), NativeLibrary.Load(_files.GgmlBase));
        _ggml.Attach();
    }

    private static void CallIntoLibrary(Action firstCall)
    {
        try
        {
            firstCall();
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new RuntimeException(
                "native_library_unusable",
                $"The operating system cannot load '{_files!.Llama}': {exception.Message.ReplaceLineEndings(" ").Trim()} Install what it names, or choose another build with -p:LlamaBackend=cpu.",
                exception);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name switch
    {
        LibraryNames.Llama => NativeLibrary.Load(_files!.Llama),
        _ => 0,
    };
}
