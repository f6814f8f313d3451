namespace BatchGen.Inference.Gguf.Safety;

/// <summary>
/// The lists that llama_model_loader::get_arr and get_key_or_arr read hold what is expected there: b10221 asserts it, the newer release
/// refuses the file.
/// </summary>
internal static class ListChecks
{
    private const string Labels = "classifier.output_labels";

    private static readonly string[] Fractions = ["swiglu_clamp_exp", "swiglu_clamp_shexp"];

    private static readonly string[] WholeNumbers =
    [
        "adapters.token_ids_activate", "adapters.token_ids_substitute", "attention.compress_ratios", "attention.head_count", "attention.head_count_kv",
        "attention.indexer.types", "attention.recurrent_layers", "attention.rope_pattern", "attention.sliding_window_pattern", "deepstack_mapping",
        "expert_feed_forward_length", "expert_used_count", "feed_forward_length", "rope.dimension_sections", "target_layers",
    ];

    public static void Check(GgufMetadata metadata)
    {
        Check(metadata, metadata.Own(Labels), type => type == GgufValueType.Text, "texts");
        foreach (var name in Fractions)
            Check(metadata, metadata.Own(name), type => type == GgufValueType.F32, "fractions");
        foreach (var name in WholeNumbers)
            Check(metadata, metadata.Own(name), type => type is not (GgufValueType.Text or GgufValueType.F32), "whole numbers");
    }

    private static void Check(GgufMetadata metadata, string key, Func<GgufValueType, bool> isRight, string expected)
    {
        if (metadata.TryGet(key, out var list) && list.IsArray && !isRight(list.ElementType))
            throw Refusal.Value(key, $"is a list of {list.ElementType}, and one of {expected} is needed; llama.cpp aborts on anything else.");
    }
}
