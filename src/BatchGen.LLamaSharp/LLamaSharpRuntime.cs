using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Native;
using BatchGen.LLamaSharp.Logging;
using BatchGen.LLamaSharp.Models;
using BatchGen.LLamaSharp.Native;

namespace BatchGen.LLamaSharp;

/// <summary>
/// llama.cpp through LLamaSharp's handles: models, contexts, <c>LLamaBatch</c> and the memory calls. Not through its
/// BatchedExecutor, whose scheduling is the one this product brings itself.
/// </summary>
public sealed class LLamaSharpRuntime : IModelRuntime
{
    /// <param name="log">
    /// Takes every line llama.cpp logs, on whichever thread it logs; one sink a process, the last one set.
    /// </param>
    /// <exception cref="RuntimeException">The libraries are missing, of another release, or cannot be loaded.</exception>
    public LLamaSharpRuntime(Action<LlamaLogLine> log)
    {
        LLamaSharpLog.SetSink(log);
        LLamaSharpLibrary.Load();
        Info = new RuntimeInfo("LLamaSharp", BuildChoice.Version, BackendOf(GetDevices()));
    }

    public RuntimeInfo Info { get; }

    public IReadOnlyList<DeviceMemory> GetDevices() => DeviceList.Read();

    public IRuntimeModel LoadModel(ModelLoadRequest request, IProgress<float>? progress, CancellationToken cancellationToken) =>
        ModelLoader.Load(request, progress, cancellationToken);

    /// <summary>What was built in; libraries from a folder (LlamaBackend=none) are told by the devices they bring.</summary>
    private static string BackendOf(IReadOnlyList<DeviceMemory> devices)
    {
        if (BuildChoice.Backend != "none")
            return BuildChoice.Backend;
        return devices.Any(device => device.Kind == DeviceKind.Gpu) ? "gpu" : "cpu";
    }
}
