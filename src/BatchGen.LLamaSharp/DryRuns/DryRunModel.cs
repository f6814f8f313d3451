using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.DryRuns;
using BatchGen.LLamaSharp.Contexts;
using BatchGen.LLamaSharp.Models;
using BatchGen.LLamaSharp.Native;

namespace BatchGen.LLamaSharp.DryRuns;

/// <summary>A simulated load through LLamaSharp. By llama.cpp's log: the call that tells all has another layout in each release.</summary>
public sealed class DryRunModel : IDryRunModel
{
    private readonly LLamaSharpModel _model;

    private DryRunModel(LLamaSharpModel model) => _model = model;

    /// <summary>
    /// The file may be a header without weights. Check it with GgufSafety first: some headers end the process in a
    /// simulation too, so do this in an engine process only.
    /// </summary>
    /// <exception cref="RuntimeException">The libraries are missing, or llama.cpp does not take the file.</exception>
    public static DryRunModel Load(string path, int gpuLayers)
    {
        LLamaSharpLibrary.Load();
        var request = new ModelLoadRequest(path, gpuLayers, NoAlloc: true, UseMmap: false);
        return new DryRunModel(ModelLoader.Load(request, progress: null, CancellationToken.None));
    }

    public IReadOnlyList<DeviceAllocation> Measure(ContextSettings settings)
    {
        using var context = (LLamaSharpContext)_model.CreateContext(settings);
        // The weights and cells of a single device are all there are; between several, the log does not divide them.
        return context.LoggedAllocations is [var only]
            ? [only with { WeightsBytes = _model.Info.SizeBytes, KvBytes = context.Info.KvBytes }]
            : context.LoggedAllocations;
    }

    public void Dispose() => _model.Dispose();
}
