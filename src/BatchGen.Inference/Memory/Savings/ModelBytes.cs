namespace BatchGen.Inference.Memory.Savings;

/// <summary>A model's own parts on one device, without a process around it.</summary>
public sealed record ModelBytes(long WeightsBytes, long KvBytes, long ComputeBytes, long OutputBytes)
{
    public long TotalBytes => WeightsBytes + KvBytes + ComputeBytes + OutputBytes;

    public static ModelBytes Of(ModelShape shape, PlanSettings settings) => new(
        shape.WeightBytes,
        KvCache.Bytes(shape, settings),
        ComputeBuffer.Bytes(shape, settings),
        4L * shape.VocabularySize * Math.Max(settings.Slots, settings.OutputsMax ?? 0));
}
