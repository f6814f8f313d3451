namespace BatchGen.Inference.Gguf.Safety;

/// <summary>
/// Heads and rotary dimensions. Observed with llama.cpp v0.5.0 on chatglm: rope.dimension_count 0 hangs, an odd one or
/// one above the head's length aborts at the first decode. Models with a state instead of attention are left alone:
/// their layers legitimately have no heads.
/// </summary>
internal static class AttentionChecks
{
    private const long HeadsMax = 1 << 14;
    private const long HeadLengthMax = 1 << 16;

    public static void Check(GgufFile file)
    {
        var metadata = file.Metadata;
        if (GgufArchitectures.HasState(metadata.Architecture))
            return;
        CheckHeads(metadata);
        var keyLength = HeadLength(metadata, "attention.key_length");
        var valueLength = HeadLength(metadata, "attention.value_length");
        if (keyLength != valueLength && GgufArchitectures.NeedsEqualHeads(metadata.Architecture))
        {
            throw Refusal.Value(
                metadata.Own("attention.value_length"), valueLength, $"it must equal the key's length, {keyLength}, for this architecture.");
        }
        CheckRotation(metadata, keyLength);
    }

    private static void CheckHeads(GgufMetadata metadata)
    {
        var headKey = metadata.Own("attention.head_count");
        var kvKey = metadata.Own("attention.head_count_kv");
        var layers = (int)metadata.GetInteger(metadata.Own("block_count"));
        var heads = metadata.FindPerLayer(headKey, layers) ?? throw GgufMetadata.Missing(headKey);
        var kvHeads = metadata.FindPerLayer(kvKey, layers) ?? heads;
        for (var layer = 0; layer < layers; layer++)
        {
            // A list may hold zeros: layers without attention (deci, gemma3n).
            if (heads[layer] < 0 || heads[layer] > HeadsMax || (heads[layer] == 0 && heads.Max() == 0))
                throw Refusal.Value(headKey, heads[layer], $"1 to {HeadsMax} is possible.");
            if (kvHeads[layer] < 0 || kvHeads[layer] > heads[layer] || (kvHeads[layer] > 0 && heads[layer] % kvHeads[layer] != 0))
                throw Refusal.Value(kvKey, kvHeads[layer], $"{heads[layer]} heads cannot be divided between so many.");
        }
    }

    private static long HeadLength(GgufMetadata metadata, string name)
    {
        var key = metadata.Own(name);
        if (metadata.FindInteger(key) is { } given)
            return given is > 0 and <= HeadLengthMax ? given : throw Refusal.Value(key, given, $"1 to {HeadLengthMax} is possible.");
        var embedding = metadata.GetInteger(metadata.Own("embedding_length"));
        var headKey = metadata.Own("attention.head_count");
        var heads = metadata.FindPerLayer(headKey, (int)metadata.GetInteger(metadata.Own("block_count")))![0];
        if (heads == 0 || embedding % heads != 0)
            throw Refusal.Value(headKey, heads, $"an embedding of {embedding} cannot be divided so, and '{key}' does not say a head's length.");
        return embedding / heads;
    }

    private static void CheckRotation(GgufMetadata metadata, long headLength)
    {
        var key = metadata.Own("rope.dimension_count");
        var rotated = metadata.FindInteger(key) ?? headLength;
        if (rotated <= 0 || rotated % 2 != 0 || rotated > headLength)
            throw Refusal.Value(key, rotated, $"an even number up to the head's length, {headLength}, is needed; llama.cpp would abort or hang.");
        if (rotated != headLength && GgufArchitectures.RotatesWholeHead(metadata.Architecture))
            throw Refusal.Value(key, rotated, $"llama.cpp refuses the model or aborts unless it equals the head's length, {headLength}, for this architecture.");
    }
}
