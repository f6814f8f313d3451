using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Models;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.DryRuns;

/// <summary>
/// A model whose loading is simulated: the header is read, nothing is allocated, so 9 billion parameters are "loaded" in
/// the time their vocabulary takes. One thread at a time.
/// </summary>
public sealed class DryRunModel : IDisposable
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

    /// <summary>Simulates a context of these settings, 3 to 50 ms.</summary>
    /// <exception cref="RuntimeException">llama.cpp refuses the settings for this model.</exception>
    public IReadOnlyList<DeviceAllocation> Measure(ContextSettings settings)
    {
        using var context = _model.CreateContext(settings);
        return context.ReadAllocations();
    }

    public void Dispose() => _model.Dispose();
}
