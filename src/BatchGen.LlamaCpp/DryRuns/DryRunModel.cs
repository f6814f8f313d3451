using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Models;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.DryRuns;

/// <summary>A simulated load through this binding: to the byte where the library says it, else by its log.</summary>
public sealed class DryRunModel : IDryRunModel
{
    private readonly LlamaModel _model;

    private DryRunModel(LlamaModel model) => _model = model;

    /// <summary>
    /// The file may be a header without weights. Check it with GgufSafety first: some headers end the process in a
    /// simulation too, so do this in an engine process only.
    /// </summary>
    /// <exception cref="RuntimeException">The libraries are missing, or llama.cpp does not take the file.</exception>
    public static DryRunModel Load(string path, int gpuLayers)
    {
        LlamaLibrary.Load();
        var request = new ModelLoadRequest(path, gpuLayers, NoAlloc: true, UseMmap: false);
        return new DryRunModel(ModelLoader.Load(request, progress: null, CancellationToken.None));
    }

    public IReadOnlyList<DeviceAllocation> Measure(ContextSettings settings)
    {
        using var context = _model.CreateContext(settings);
        return context.ReadAllocations();
    }

    public void Dispose() => _model.Dispose();
}
