using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>The seam over a binding of llama.cpp, whichever it is.</summary>
public sealed class ModelRuntime : IModelRuntime
{
    private readonly ILlamaBinding _binding;

    /// <summary>Loads the binding's libraries.</summary>
    /// <param name="log">Takes every line llama.cpp logs, on whichever thread it logs; one sink a process, the last one set.</param>
    /// <exception cref="RuntimeException">The libraries are missing, of another release, or cannot be loaded.</exception>
    public ModelRuntime(ILlamaBinding binding, Action<LlamaLogLine> log)
    {
        ArgumentNullException.ThrowIfNull(binding);
        LlamaLog.SetSink(log);
        _binding = binding;
        Info = binding.Load();
    }

    public RuntimeInfo Info { get; }

    public IReadOnlyList<DeviceMemory> GetDevices() => DeviceList.Of(_binding.Devices());

    public IRuntimeModel LoadModel(ModelLoadRequest request, IProgress<float>? progress, CancellationToken cancellationToken) =>
        ModelLoader.Load(_binding, Info, request, progress, cancellationToken);

    public IDryRunModel LoadForDryRun(ModelLoadRequest request) =>
        new DryRunModel(ModelLoader.Load(_binding, Info, request with { NoAlloc = true, UseMmap = false }, progress: null, CancellationToken.None));

    public void Quantize(string source, string target, QuantizedType type, int threads, Action<double> progress)
    {
        LlamaLog.SetSink(line => QuantizeProgress.Report(line, progress));
        using var log = LlamaLog.Capture();
        if (!_binding.Quantize(source, target, type, threads))
            throw new RuntimeException(
                "quantize_failed",
                $"llama.cpp cannot quantize '{source}': {LogReason.Of(log)}. Check that it is an f16 or f32 model and that the disk has room.");
        progress(1);
    }
}
