using System.Diagnostics.CodeAnalysis;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// How a tensor type stores its elements: in blocks of <paramref name="Elements"/> that take <paramref name="Bytes"/> bytes.
/// Source: type_traits in ggml/src/ggml.c and the static_asserts on the block structs in ggml/src/ggml-common.h
/// of llama.cpp v0.5.0 (QK_K = 256).
/// </summary>
public readonly record struct TensorBlock(int Elements, int Bytes)
{
    private static readonly Dictionary<GgufTensorType, TensorBlock> Known = new()
    {
        [GgufTensorType.F32] = new(1, 4),
        [GgufTensorType.F16] = new(1, 2),
        [GgufTensorType.BF16] = new(1, 2),
        [GgufTensorType.F64] = new(1, 8),
        [GgufTensorType.I8] = new(1, 1),
        [GgufTensorType.I16] = new(1, 2),
        [GgufTensorType.I32] = new(1, 4),
        [GgufTensorType.I64] = new(1, 8),
        [GgufTensorType.Q4_0] = new(32, 18),
        [GgufTensorType.Q4_1] = new(32, 20),
        [GgufTensorType.Q5_0] = new(32, 22),
        [GgufTensorType.Q5_1] = new(32, 24),
        [GgufTensorType.Q8_0] = new(32, 34),
        [GgufTensorType.Q8_1] = new(32, 36),
        [GgufTensorType.Q2_K] = new(256, 84),
        [GgufTensorType.Q3_K] = new(256, 110),
        [GgufTensorType.Q4_K] = new(256, 144),
        [GgufTensorType.Q5_K] = new(256, 176),
        [GgufTensorType.Q6_K] = new(256, 210),
        [GgufTensorType.Q8_K] = new(256, 292),
        [GgufTensorType.IQ1_S] = new(256, 50),
        [GgufTensorType.IQ1_M] = new(256, 56),
        [GgufTensorType.IQ2_XXS] = new(256, 66),
        [GgufTensorType.IQ2_XS] = new(256, 74),
        [GgufTensorType.IQ2_S] = new(256, 82),
        [GgufTensorType.IQ3_XXS] = new(256, 98),
        [GgufTensorType.IQ3_S] = new(256, 110),
        [GgufTensorType.IQ4_NL] = new(32, 18),
        [GgufTensorType.IQ4_XS] = new(256, 136),
        [GgufTensorType.TQ1_0] = new(256, 54),
        [GgufTensorType.TQ2_0] = new(256, 66),
        [GgufTensorType.MXFP4] = new(32, 17),
        [GgufTensorType.NVFP4] = new(64, 36),
        [GgufTensorType.Q1_0] = new(128, 18),
        [GgufTensorType.Q2_0] = new(64, 18),
    };

    /// <exception cref="ArgumentOutOfRangeException">Not a type of <see cref="GgufTensorType"/>.</exception>
    public static TensorBlock Of(GgufTensorType type) =>
        TryOf(type, out var block) ? block : throw new ArgumentOutOfRangeException(nameof(type), type, null);

    public static bool TryOf(GgufTensorType type, [MaybeNullWhen(false)] out TensorBlock block) =>
        Known.TryGetValue(type, out block);

    /// <summary>Bytes of that many elements; they must be a multiple of the block's.</summary>
    public long BytesOf(long elements) => checked(elements / Elements * Bytes);
}
