namespace BatchGen.Inference.Memory.Graph;

/// <summary>
/// What a step is told about one KV cache: where its keys and values go, which cells each token sees, and, for a
/// quantized cache, the rotations applied before packing (llama-kv-cache.cpp, build_input_*).
/// </summary>
internal sealed record CacheInputs(
    GraphTensor KeyIndices,
    GraphTensor ValueIndices,
    GraphTensor Mask,
    KvCache Cells,
    GraphTensor? KeyRotation,
    GraphTensor? ValueRotation)
{
    private const int SmallestRotation = 64;

    public static CacheInputs For(ModelShape shape, PlanSettings settings, KvCache cache, long tokens)
    {
        // Without flash attention values are stored transposed, and each element has an index of its own.
        var valueIndices = settings.FlashAttention ? 1 : shape.Layers.Max(layer => (long)layer.KvHeadCount) * shape.ValueLength;
        var maskElement = settings.FlashAttention ? 2 : 4;
        return new CacheInputs(
            GraphTensor.Input(checked(8 * tokens)),
            GraphTensor.Input(checked(8 * tokens * valueIndices)),
            GraphTensor.Input(checked(maskElement * cache.CellsPerStream * tokens)),
            cache,
            settings.KeyType.IsQuantized() ? Rotation(shape.KeyLength, LargestRotation(shape.KeyLength)) : null,
            settings.ValueType.IsQuantized() ? Rotation(shape.ValueLength, SmallestRotation) : null);
    }

    private static GraphTensor? Rotation(int headLength, long size) =>
        headLength > 0 && headLength % SmallestRotation == 0 ? GraphTensor.Input(4 * size * size) : null;

    private static long LargestRotation(int headLength)
    {
        var size = SmallestRotation;
        while (headLength > 0 && headLength % (size * 2) == 0)
            size *= 2;
        return size;
    }
}
