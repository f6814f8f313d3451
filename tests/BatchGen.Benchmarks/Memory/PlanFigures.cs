using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Memory;

/// <summary>Weights, KV cache and compute buffer of a model on the CPU, in bytes, by whoever says it.</summary>
internal sealed record PlanFigures(long WeightsBytes, long KvBytes, long ComputeBytes)
{
    public long TotalBytes => WeightsBytes + KvBytes + ComputeBytes;

    public static PlanFigures Computed(ModelShape shape, PlanSettings settings) => new(
        shape.WeightBytes, KvCache.Bytes(shape, settings), ComputeBuffer.Bytes(shape, settings));

    public static PlanFigures Of(IReadOnlyList<DeviceAllocation> allocations) => new(
        allocations.Sum(one => one.WeightsBytes ?? 0), allocations.Sum(one => one.KvBytes ?? 0), allocations.Sum(one => one.ComputeBytes));
}
