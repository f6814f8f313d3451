using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Models;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp;

/// <summary>
/// llama.cpp, bound directly. The native libraries are loaded when the first instance is created,
/// from <c>llama/</c> beside the program or from the folder that BATCHGEN_LLAMA_DIRECTORY names.
/// </summary>
public sealed class LlamaCppRuntime : IModelRuntime
{
    /// <param name="log">
    /// Takes every line llama.cpp logs, on whichever thread it logs; one sink a process, the last one set.
    /// </param>
    /// <exception cref="RuntimeException">The libraries are missing, of another release, or cannot be loaded.</exception>
    public LlamaCppRuntime(Action<LlamaLogLine> log)
    {
        LlamaLog.SetSink(log);
        var files = LlamaLibrary.Load();
        Info = new RuntimeInfo("llama.cpp", files.Release, files.Backend);
    }

    public RuntimeInfo Info { get; }

    public IReadOnlyList<DeviceMemory> GetDevices() => DeviceList.Read();

    public IRuntimeModel LoadModel(ModelLoadRequest request, IProgress<float>? progress, CancellationToken cancellationToken) =>
        ModelLoader.Load(request, progress, cancellationToken);
}
