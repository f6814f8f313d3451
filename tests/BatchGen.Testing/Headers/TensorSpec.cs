using BatchGen.Inference.Gguf;

namespace BatchGen.Testing.Headers;

/// <param name="Type">The type's number, valid or not.</param>
/// <param name="Offset">Null places the tensor right after the one before.</param>
public sealed record TensorSpec(string Name, uint Type, IReadOnlyList<long> Dimensions, long? Offset = null)
{
    public long Bytes => TensorBlock.TryOf((GgufTensorType)Type, out var block)
        ? Dimensions.Aggregate(1L, (product, dimension) => unchecked(product * dimension)) / block.Elements * block.Bytes
        : 0;
}
