using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Models;

/// <summary>Loads one GGUF file.</summary>
internal static unsafe class ModelLoader
{
    public static LlamaModel Load(ModelLoadRequest request, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ModelFile.RequireGguf(request.Path);

        using var log = LlamaLog.Capture();
        using var load = new LoadProgress(progress, cancellationToken);
        var handle = Load(request, load);
        if (handle.IsInvalid)
        {
            load.ThrowIfStopped();
            throw new RuntimeException(LogReason.Code(log, "model_load_failed"), $"llama.cpp cannot load '{request.Path}': {LogReason.Of(log)}. Check that the file is complete and meant for llama.cpp.");
        }

        try
        {
            ModelLimits.Require(handle, request);
            return new LlamaModel(handle, request);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static ModelHandle Load(ModelLoadRequest request, LoadProgress load)
    {
        var parameters = LlamaApi.ModelDefaultParams();
        parameters.GpuLayers = request.GpuLayers;
        // A simulated load with mmap on ends the process in an assertion.
        parameters.LoadMode = request.UseMmap && !request.NoAlloc ? LoadMode.Mmap : LoadMode.None;
        parameters.VocabularyOnly = request.VocabularyOnly ? (byte)1 : (byte)0;
        parameters.NoAlloc = request.NoAlloc ? (byte)1 : (byte)0;
        var placement = GpuPlacement.Of(request, DeviceList.Read());
        parameters.SplitMode = (int)placement.Split;
        parameters.MainGpu = placement.MainGpu;
        load.Attach(ref parameters);
        fixed (float* shares = placement.SharesOf((int)LlamaApi.MaxDevices()))
        fixed (byte* path = NativeText.ToZeroTerminated(request.Path))
        {
            parameters.TensorSplit = (nint)shares;
            return new ModelHandle(LlamaModelApi.LoadFromFile(path, parameters));
        }
    }
}
