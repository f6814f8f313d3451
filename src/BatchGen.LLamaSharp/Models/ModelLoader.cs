using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Models;
using BatchGen.LlamaCpp.Native;
using BatchGen.LLamaSharp.Logging;
using LLama.Exceptions;
using LLama.Native;

namespace BatchGen.LLamaSharp.Models;

/// <summary>Loads one GGUF file.</summary>
internal static class ModelLoader
{
    public static LLamaSharpModel Load(ModelLoadRequest request, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ModelFile.RequireGguf(request.Path);

        using var log = LLamaSharpLog.Capture();
        var load = new LoadProgress(progress, cancellationToken);
        var handle = Load(request, load, log);
        try
        {
            ModelLimits.Require(handle, request);
            return new LLamaSharpModel(handle, request);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static unsafe SafeLlamaModelHandle Load(ModelLoadRequest request, LoadProgress load, LogCapture log)
    {
        var parameters = LLamaModelParams.Default();
        parameters.n_gpu_layers = request.GpuLayers;
        // A simulated load with mmap on ends the process in an assertion.
        parameters.use_mmap = request.UseMmap && !request.NoAlloc;
        parameters.vocab_only = request.VocabularyOnly;
        parameters.no_alloc = request.NoAlloc;
        var placement = GpuPlacement.Of(request, DeviceList.Read());
        parameters.split_mode = SplitOf(placement.Split);
        parameters.main_gpu = placement.MainGpu;
        LlamaProgressCallback callback = load.Continue;
        parameters.progress_callback = callback;
        fixed (float* shares = placement.SharesOf((int)NativeApi.llama_max_devices()))
        {
            parameters.tensor_split = shares;
            return Load(request, parameters, load, log);
        }
    }

    private static SafeLlamaModelHandle Load(ModelLoadRequest request, LLamaModelParams parameters, LoadProgress load, LogCapture log)
    {
        try
        {
            return SafeLlamaModelHandle.LoadFromFile(request.Path, parameters);
        }
        catch (LoadWeightsFailedException failure)
        {
            load.ThrowIfStopped();
            throw new RuntimeException(
                LogReason.Code(log, "model_load_failed"),
                $"llama.cpp cannot load '{request.Path}': {LogReason.Of(log)}. Check that the file is complete and meant for llama.cpp.",
                failure);
        }
        finally
        {
            // llama.cpp holds a pointer to it while it loads, which the collector does not see.
            GC.KeepAlive(parameters.progress_callback);
        }
    }

    private static GPUSplitMode SplitOf(GpuSplit split) => split switch
    {
        GpuSplit.None => GPUSplitMode.None,
        GpuSplit.Row => GPUSplitMode.Row,
        _ => GPUSplitMode.Layer,
    };
}
