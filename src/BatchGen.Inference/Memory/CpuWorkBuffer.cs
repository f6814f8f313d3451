using BatchGen.Inference.Memory.Graph;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory;

/// <summary>
/// What ggml's CPU backend takes beside the compute buffer, and no number of llama.cpp names: before it multiplies, it
/// converts the right side to the type of the left (ggml_graph_plan, ggml-cpu.c). Without flash attention that is every
/// attention score once more in 16 bit: 64 MiB for 4,096 cells × 512 tokens × 16 heads, measured as that much growth of a
/// process beyond its buffers. What other products convert is a few MiB and part of the overhead's own figure.
/// </summary>
internal static class CpuWorkBuffer
{
    private const long BytesOf16Bit = 2;

    public static long Bytes(ModelShape shape, PlanSettings settings)
    {
        if (settings.FlashAttention || settings.ValueType != KvType.F16)
            return 0;
        var cache = KvCache.Of(settings);
        var tokens = StepSize.Of(settings, cache).Tokens;
        return BoundedBytes.Of(() => checked(BytesOf16Bit * shape.Layers.Max(layer => layer.HeadCount) * cache.CellsPerStream * tokens));
    }
}
