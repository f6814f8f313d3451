using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>Loads one GGUF file.</summary>
internal static class ModelLoader
{
    public static RuntimeModel Load(
        ILlamaBinding binding, RuntimeInfo runtime, ModelLoadRequest request, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ModelFile.RequireGguf(request.Path);

        using var log = LlamaLog.Capture();
        var load = new LoadProgress(progress, cancellationToken);
        var placement = GpuPlacement.Of(request, DeviceList.Of(binding.Devices()));
        if (binding.LoadModel(request, placement, load.KeepGoing) is not { } native)
        {
            load.ThrowIfStopped();
            throw new RuntimeException(
                LogReason.Code(log, "model_load_failed"),
                $"llama.cpp cannot load '{request.Path}': {LogReason.Of(log)}. Check that the file is complete and meant for llama.cpp.");
        }

        try
        {
            RequireRunnable(native, request);
            return new RuntimeModel(native, runtime, request);
        }
        catch
        {
            native.Dispose();
            throw;
        }
    }

    /// <summary>Refuses models that llama.cpp loads and that would end or hang the process later.</summary>
    /// <exception cref="RuntimeException">The model cannot be run here; the message names the reason.</exception>
    private static void RequireRunnable(INativeModel model, ModelLoadRequest request)
    {
        if (!model.HasTokenizer)
            throw Unsupported(request, "it holds no tokenizer");
        if (!model.IsDecoderOnly)
            throw Unsupported(request, "it is not a decoder-only text model");
        if (RotatableHeads.FindProblem(model.Metadata) is { } problem)
            throw Unsupported(request, problem);
    }

    private static RuntimeException Unsupported(ModelLoadRequest request, string reason) =>
        new("model_unsupported", $"'{request.Path}' cannot be run: {reason}. Choose another model.");
}
