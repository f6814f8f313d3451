using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;

namespace BatchGen.Web.Tests.Documents;

/// <summary>
/// CodeGeeX4-9B in mixtures that llama-quantize makes of it. Its rules, for this architecture and without an importance matrix, read in
/// llama_tensor_get_type (llama-quant.cpp, b10221); columns of 13,696 do not divide by 256, so ffn_down falls back to types of 32.
/// </summary>
internal static class QuantizedShapes
{
    private const int Embedding = 4096;
    private const int FeedForward = 13_696;
    private const int Projection = 4608;
    private const long InputElements = 151_552L * Embedding;

    public static ModelShape F16 { get; } = ReferenceShapes.CodeGeeX4(GgufTensorType.F16);

    public static ModelShape Q8 { get; } = ReferenceShapes.CodeGeeX4(GgufTensorType.Q8_0);

    public static ModelShape Q6K { get; } = Of(
        "Q6_K", GgufTensorType.Q6_K, _ => new LayerTypes(GgufTensorType.Q6_K, GgufTensorType.Q6_K, GgufTensorType.Q6_K, GgufTensorType.Q8_0));

    public static ModelShape Q4KM { get; } = Of(
        "Q4_K_M",
        GgufTensorType.Q4_K,
        layer => new LayerTypes(
            GgufTensorType.Q5_K, GgufTensorType.Q4_K, GgufTensorType.Q4_K, HasMoreBits(layer) ? GgufTensorType.Q8_0 : GgufTensorType.Q5_0));

    private static ModelShape Of(string name, GgufTensorType input, Func<int, LayerTypes> types) => Q8 with
    {
        Quantization = name,
        Layers = [.. Q8.Layers.Select((layer, number) => layer with { WeightBytes = Bytes(types(number)), AmxExtraBytes = 0 })],
        InputBytes = TensorBlock.Of(input).BytesOf(InputElements),
        OutputBytes = TensorBlock.Of(GgufTensorType.Q6_K).BytesOf(InputElements) + (4 * Embedding),
        OutputAmxExtraBytes = 0,
    };

    /// <summary>Norms and the bias of the projection stay in 32 bit.</summary>
    private static long Bytes(LayerTypes types) =>
        TensorBlock.Of(types.Qkv).BytesOf((long)Embedding * Projection)
        + TensorBlock.Of(types.AttentionOutput).BytesOf((long)Embedding * Embedding)
        + TensorBlock.Of(types.GateAndUp).BytesOf(2L * Embedding * FeedForward)
        + TensorBlock.Of(types.Down).BytesOf((long)Embedding * FeedForward)
        + (4 * ((2 * Embedding) + Projection));

    /// <summary>The first and the last eighth of the layers, and each third between (use_more_bits).</summary>
    private static bool HasMoreBits(int layer) => layer < 5 || layer >= 35 || (layer - 5) % 3 == 2;

    private sealed record LayerTypes(GgufTensorType Qkv, GgufTensorType AttentionOutput, GgufTensorType GateAndUp, GgufTensorType Down);
}
