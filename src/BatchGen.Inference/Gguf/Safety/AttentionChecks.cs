using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf.Safety;

/// <summary>
/// Heads and rotary dimensions. Observed with b10221 and v0.5.0 on chatglm: rope.dimension_count 0 hangs, an odd one or
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
        CheckSections(metadata);
        if (GgufArchitectures.HasState(metadata.Architecture))
        {
            var key = metadata.FindInteger(metadata.Own("attention.key_length"));
            if (key is not null && metadata.FindInteger(metadata.Own("attention.value_length")) is { } value)
                CheckEqual(metadata, key.Value, value);
            return;
        }

        CheckHeads(file);
        var keyLength = HeadLength(metadata, "attention.key_length");
        var valueLength = HeadLength(metadata, "attention.value_length");
        CheckEqual(metadata, keyLength, valueLength);
        CheckRotation(metadata, keyLength);
        CheckWindowRotation(metadata, keyLength);
    }

    /// <summary>Layers with a sliding window may have a head and a rotation of their own (gemma3, gemma4).</summary>
    private static void CheckWindowRotation(GgufMetadata metadata, long headLength)
    {
        var lengthKey = metadata.Own("attention.key_length_swa");
        var length = metadata.FindInteger(lengthKey) ?? headLength;
        if (length is <= 0 or > HeadLengthMax)
            throw Refusal.Value(lengthKey, length, $"1 to {HeadLengthMax} is possible.");
        var key = metadata.Own("rope.dimension_count_swa");
        if (metadata.FindInteger(key) is { } rotated && (rotated <= 0 || rotated % 2 != 0 || rotated > length))
            throw Refusal.Value(key, rotated, $"an even number up to the head's length, {length}, is needed; llama.cpp would abort or hang.");
    }

    private static void CheckSections(GgufMetadata metadata)
    {
        const int Positions = 3;
        if (!GgufArchitectures.RotatesInSections(metadata.Architecture))
            return;
        var key = metadata.Own("rope.dimension_sections");
        if (!metadata.TryGet(key, out var sections))
            throw GgufMetadata.Missing(key);
        var isTurned = GgufValueTypes.IsInteger(sections.ElementType)
            && Enumerable.Range(0, (int)Math.Min(sections.Count, Positions)).Any(at => sections.IntegerAt(at) > 0);
        if (!isTurned)
            throw Refusal.Value(key, $"names no dimensions for any of {Positions} positions; llama.cpp would abort.");
    }

    private static void CheckEqual(GgufMetadata metadata, long keyLength, long valueLength)
    {
        if (keyLength != valueLength && GgufArchitectures.NeedsEqualHeads(metadata.Architecture))
        {
            throw Refusal.Value(
                metadata.Own("attention.value_length"), valueLength, $"it must equal the key's length, {keyLength}, for this architecture.");
        }
    }

    private static void CheckHeads(GgufFile file)
    {
        var metadata = file.Metadata;
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
            RequireQueries(file, layer, heads, headKey);
        }
    }

    /// <summary>
    /// Where layers have their own numbers of heads, each layer's queries are as many: most graphs assume it, and a view that does not come out
    /// even is an assertion.
    /// </summary>
    private static void RequireQueries(GgufFile file, int layer, long[] heads, string headKey)
    {
        if (heads[layer] == 0 || heads.Max() == heads.Min() || file.Tensors.Find(InvariantText.Of($"blk.{layer}.attn_q.weight")) is not { } queries)
            return;
        long[] lengths = [HeadLength(file.Metadata, "attention.key_length"), file.Metadata.FindInteger(file.Metadata.Own("attention.key_length_swa")) ?? 0];
        if (!lengths.Any(length => queries.Dimension(1) == heads[layer] * length))
            throw Refusal.Value(headKey, heads[layer], $"layer {layer} has {queries.Dimension(1)} rows of queries, which that many heads do not make.");
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
            throw Refusal.Value(
                key, rotated, $"llama.cpp refuses the model or aborts unless it equals the head's length, {headLength}, for this architecture.");
    }
}
