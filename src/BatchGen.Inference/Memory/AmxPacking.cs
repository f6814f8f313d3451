using BatchGen.Inference.Gguf;

namespace BatchGen.Inference.Memory;

/// <summary>
/// What packing for AMX adds to a matrix. ggml keeps sums beside each block of some types (ggml-cpu/amx/mmq.cpp, get_row_size: one int32 a
/// block of Q8_0, 4 bytes a block of Q4_K and Q5_K, 2 of IQ4_XS), for matrices that a token is multiplied with and whose sizes its tiles divide.
/// </summary>
internal static class AmxPacking
{
    // TILE_N × 2 and TILE_K of ggml-cpu/amx/common.h.
    private const int RowsMultiple = 32;

    /// <returns>Bytes more than in the file; 0 for what is not packed.</returns>
    public static long ExtraBytes(GgufTensor tensor) =>
        tensor.Dimensions.Length == 2 && tensor.Dimension(1) % RowsMultiple == 0 ? ExtraBytes(tensor.Type, tensor.ElementCount) : 0;

    /// <param name="elements">Of matrices that are packed.</param>
    public static long ExtraBytes(GgufTensorType type, long elements) => type switch
    {
        GgufTensorType.Q8_0 => elements / 32 * 4,
        GgufTensorType.Q4_K or GgufTensorType.Q5_K => elements / 256 * 4,
        GgufTensorType.IQ4_XS => elements / 256 * 2,
        // Every other type is packed without growing, or is not packed.
        _ => 0,
    };
}
