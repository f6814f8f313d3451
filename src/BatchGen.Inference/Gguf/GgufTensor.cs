using System.Collections.Immutable;

namespace BatchGen.Inference.Gguf;

/// <summary>What the header says of one tensor.</summary>
/// <param name="Name">e.g. "blk.0.attn_qkv.weight".</param>
/// <param name="Dimensions">ggml's order: the row length first. All at least 1.</param>
/// <param name="DataOffset">Where its data starts, in bytes from the start of the data section.</param>
/// <param name="Bytes">Size of its data.</param>
public sealed record GgufTensor(
    string Name,
    GgufTensorType Type,
    ImmutableArray<long> Dimensions,
    long DataOffset,
    long Bytes)
{
    /// <summary>The number of elements; the reader has checked that it fits.</summary>
    public long ElementCount => Dimensions.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>A dimension's length; 1 beyond the stored ones, as in ggml.</summary>
    public long Dimension(int index) => index < Dimensions.Length ? Dimensions[index] : 1;
}
