using BatchGen.Inference.Gguf;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory;

/// <summary>What a KV type costs.</summary>
public static class KvTypeBytes
{
    public static bool IsQuantized(this KvType type) => type is KvType.Q8_0 or KvType.Q4_0;

    /// <summary>Bytes of one token's keys or values in one layer; rows are packed in the type's blocks.</summary>
    public static long RowBytes(this KvType type, long elements) => Block(type).BytesOf(elements);

    public static TensorBlock Block(KvType type) => TensorBlock.Of(type switch
    {
        KvType.F16 => GgufTensorType.F16,
        KvType.F32 => GgufTensorType.F32,
        KvType.Q8_0 => GgufTensorType.Q8_0,
        KvType.Q4_0 => GgufTensorType.Q4_0,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    });
}
