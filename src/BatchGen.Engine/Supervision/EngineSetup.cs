using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Supervision;

/// <summary>What the options ask of the runtime.</summary>
internal static class EngineSetup
{
    public static ModelLoadRequest Model(EngineOptions options, string modelPath) => new(
        modelPath,
        options.GpuLayers,
        Split: options.GpuSplit,
        MainGpu: options.MainGpu,
        TensorSplit: options.TensorSplit.Count == 0 ? null : options.TensorSplit);

    public static ContextSettings Context(EngineOptions options) => new(
        options.KvCells,
        options.Slots,
        options.StepTokens,
        options.MicroStepTokens,
        options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
        options.KvType,
        options.KvLayout,
        options.FlashAttention,
        options.KvOnGpu);
}
