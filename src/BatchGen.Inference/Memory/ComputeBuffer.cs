using BatchGen.Inference.Memory.Graph;

namespace BatchGen.Inference.Memory;

/// <summary>
/// The compute buffer: everything that exists only while a step runs. Its size is not a formula of the model's
/// lengths, because tensors share memory as they come and go and leave holes; so the largest step's graph is laid out
/// here as llama.cpp would lay it out. Takes under a millisecond for 40 layers.
/// Held against llama.cpp's dry run: see tests/…/Memory/DryRunTests.cs.
/// </summary>
public static class ComputeBuffer
{
    /// <summary>ggml's TENSOR_ALIGNMENT on a CPU.</summary>
    internal const long CpuAlignment = 32;

    /// <summary>The CUDA backend's (ggml-cuda.cu, read; not measured).</summary>
    internal const long GpuAlignment = 128;

    /// <summary>Bytes on the CPU when it computes every layer.</summary>
    /// <exception cref="PlanException">The numbers are beyond any machine.</exception>
    public static long Bytes(ModelShape shape, PlanSettings settings) => Bytes(shape, settings, CpuAlignment);

    internal static long Bytes(ModelShape shape, PlanSettings settings, long alignment) =>
        BoundedBytes.Of(() => GraphReplay.PeakBytes(StepGraphBuilder.Build(shape, settings), alignment));

    /// <summary>
    /// Bytes the CPU still needs when GPUs compute every layer: the step's inputs and the token embedding's rows,
    /// which are filled on the host and copied over.
    /// </summary>
    internal static long HostInputBytes(ModelShape shape, PlanSettings settings)
    {
        var cache = KvCache.Of(settings);
        var step = StepSize.Of(settings, cache);
        return BoundedBytes.Of(() => Sum(CacheInputs.For(shape, settings, cache, step.Tokens)));

        long Sum(CacheInputs inputs) => checked((8 * step.Tokens) + (4 * step.Outputs) + (2 * 4 * step.Tokens * shape.EmbeddingLength)
            + inputs.KeyIndices.Bytes + inputs.ValueIndices.Bytes + inputs.Mask.Bytes);
    }
}
