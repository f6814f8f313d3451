namespace BatchGen.Web.Pages.BatchView;

/// <summary>What to do about an item's error. The message says what happened; this says the next step.</summary>
internal static class Remedy
{
    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        ["context_length_exceeded"] = "Raise the context limit for a new batch, or shorten the prompt.",
        ["batch_cancelled"] = "Submit it again, or retry the batch.",
        ["cancelled"] = "Submit it again, or retry the batch.",
        ["engine_lost"] = "Retry the failed items. If it happens again, the model or its settings do not fit this machine.",
        ["engine_step_failed"] = "Retry the failed items. If it happens again, lower the number of slots or the context limit.",
        ["engine_lost_repeatedly"] = "Read the reason under the batch's state; then retry the failed items.",
        ["engine_crash_quarantined"] = "This prompt ended the engine every time it ran alone. Shorten it or leave it out; the others are not affected.",
        ["degenerate_logits"] = "The model computed no numbers. Another quantization, or the CPU, helps.",
        ["kv_cache_too_small"] = "Lower the limit for generated tokens, or raise Engine:KvCells.",
        ["shard_failed"] = "Mend what the reason names, e.g. a full disk; then retry the failed items.",
        ["duplicate_custom_id"] = "Give each line its own custom_id.",
        ["invalid_json"] = "Mend the line and submit it again; each line must be one JSON object.",
    };

    public static string? For(string code) => ByCode.GetValueOrDefault(code);
}
