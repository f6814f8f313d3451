namespace BatchGen.Inference.Memory;

/// <summary>What one layer (transformer block) of a model is made of.</summary>
/// <param name="WeightBytes">All its tensors.</param>
/// <param name="HeadCount">Query heads; 0 for a layer without attention.</param>
/// <param name="KvHeadCount">Key and value heads; 0 keeps nothing in the KV cache.</param>
/// <param name="FeedForwardLength">n_ff of this layer, of one expert where there are experts.</param>
public sealed record LayerShape(long WeightBytes, int HeadCount, int KvHeadCount, int FeedForwardLength)
{
    /// <summary>What <see cref="AmxPacking"/> adds to <see cref="WeightBytes"/> where weights are packed for AMX.</summary>
    public long AmxExtraBytes { get; init; }

    /// <summary>It looks back over the model's window only, so its cells need not hold more.</summary>
    public bool IsWindowed { get; init; }
}
