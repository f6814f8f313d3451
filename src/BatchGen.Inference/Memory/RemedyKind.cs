namespace BatchGen.Inference.Memory;

/// <summary>The lever a remedy moves.</summary>
public enum RemedyKind
{
    FlashAttention,
    SmallerContext,
    QuantizedKv,
    FewerSlots,
    FewerGpuLayers,

    /// <summary>No setting helps: a smaller file or a higher limit is needed.</summary>
    SmallerModel,
}
