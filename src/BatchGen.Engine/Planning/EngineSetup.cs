using BatchGen.Engine.Client;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>What the options, and a batch's own choice before them, ask of the runtime.</summary>
internal static class EngineSetup
{
    /// <summary>
    /// The choice with every member set: what it leaves open is the options'. Slots stay open where those leave them open too.
    /// </summary>
    public static EngineChoice Resolve(EngineChoice choice, EngineOptions options) => new(
        choice.ContextTokens ?? options.ContextLimitTokens,
        choice.Slots ?? options.Slots,
        choice.KvType ?? options.KvType,
        choice.FlashAttention ?? options.FlashAttention,
        choice.GpuLayers ?? new GpuLayerChoice(options.GpuLayers));

    /// <param name="chosen">Resolved. Open slots are the usual number, until the devices are known.</param>
    public static EngineSettings Settings(EngineOptions options, string modelPath, EngineChoice chosen) => new(
        Address: "",
        Model(options, modelPath) with { GpuLayers = chosen.GpuLayers!.Count ?? -1 },
        Context(options) with
        {
            Slots = chosen.Slots ?? SlotFit.Usual,
            KvType = chosen.KvType!.Value,
            FlashAttention = chosen.FlashAttention!.Value,
        },
        chosen.ContextTokens!.Value,
        options.DefaultMaxTokens,
        options.AllowCpuFallback);

    /// <summary>The context a batch gets that does not say, on this model.</summary>
    public static int StandardContext(EngineOptions options, EngineModel model) =>
        EngineSizing.ContextLimit(Settings(options, "", Resolve(EngineChoice.Standard, options)), model.Info);

    public static ModelLoadRequest Model(EngineOptions options, string modelPath) =>
        options.ModelGpus.TryGetValue(Path.GetFileNameWithoutExtension(modelPath), out var pinned)
            ? new(modelPath, options.GpuLayers, Split: GpuSplit.None, MainGpu: pinned)
            : new(
                modelPath,
                options.GpuLayers,
                Split: options.GpuSplit,
                MainGpu: options.MainGpu,
                TensorSplit: options.TensorSplit.Count == 0 ? null : options.TensorSplit);

    public static ContextSettings Context(EngineOptions options) => new(
        options.KvCells,
        options.Slots ?? SlotFit.Usual,
        options.StepTokens,
        options.MicroStepTokens,
        options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
        options.KvType,
        options.KvLayout ?? KvLayout.Unified,
        options.FlashAttention,
        options.KvOnGpu,
        options.DraftRows);
}
