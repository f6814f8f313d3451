using BatchGen.Inference.Gguf;

namespace BatchGen.Inference.Memory.Savings;

/// <summary>The shape of a model that need not be on this machine.</summary>
public static class ReferenceShapes
{
    private const int Layers = 40;
    private const int Embedding = 4096;
    private const int FeedForward = 13_696;
    private const int Heads = 32;
    private const int KvHeads = 2;
    private const int HeadLength = 128;
    private const int Vocabulary = 151_552;

    /// <summary>CodeGeeX4-ALL-9B, 9,399,951,360 parameters, by its config.json.</summary>
    /// <param name="weights">The matrices' type; its block must divide 128, so no K-quant. Norms and biases are F32, as converters write them.</param>
    public static ModelShape CodeGeeX4(GgufTensorType weights)
    {
        var matrix = TensorBlock.Of(weights);
        var vectors = TensorBlock.Of(GgufTensorType.F32);
        const long Projection = (Heads + (2 * KvHeads)) * HeadLength;
        const long LayerMatrices = (Embedding * Projection) + ((long)Embedding * Embedding) + (3L * Embedding * FeedForward);
        const long LayerVectors = (2L * Embedding) + Projection;
        const long Embeddings = (long)Embedding * Vocabulary;
        var layer = new LayerShape(matrix.BytesOf(LayerMatrices) + vectors.BytesOf(LayerVectors), Heads, KvHeads, FeedForward)
        {
            AmxExtraBytes = AmxPacking.ExtraBytes(weights, LayerMatrices),
        };
        return new ModelShape(
            Architecture: "chatglm",
            Name: "CodeGeeX4-ALL-9B",
            Quantization: weights.ToString(),
            ParameterCount: (Layers * (LayerMatrices + LayerVectors)) + (2 * Embeddings) + Embedding,
            TrainedContextTokens: 131_072,
            EmbeddingLength: Embedding,
            KeyLength: HeadLength,
            ValueLength: HeadLength,
            VocabularySize: Vocabulary,
            Layers: [.. Enumerable.Repeat(layer, Layers)],
            InputBytes: matrix.BytesOf(Embeddings),
            OutputBytes: matrix.BytesOf(Embeddings) + vectors.BytesOf(Embedding),
            TiedOutput: false,
            WeightBytesIn16Bit: 2 * ((Layers * LayerMatrices) + (2 * Embeddings)) + 4 * ((Layers * LayerVectors) + Embedding),
            FeedForward: FeedForwardKind.FusedGate,
            FusedAttention: true,
            CentersNorms: false,
            ExpertCount: 0,
            ExpertsUsed: 0,
            SlidingWindow: false,
            MergeCount: 151_073,
            Accuracy: PlanAccuracy.Exact)
        {
            OutputAmxExtraBytes = AmxPacking.ExtraBytes(weights, Embeddings),
        };
    }
}
