namespace BatchGen.Web.Pages.BatchView;

/// <summary>What to do about an item's error. The message says what happened; this says the next step.</summary>
internal static class Remedy
{
    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        ["context_length_exceeded"] = "RemedyContext",
        ["batch_cancelled"] = "RemedyCancelled",
        ["cancelled"] = "RemedyCancelled",
        ["engine_lost"] = "RemedyEngineLost",
        ["engine_step_failed"] = "RemedyStepFailed",
        ["engine_lost_repeatedly"] = "RemedyLostRepeatedly",
        ["engine_crash_quarantined"] = "RemedyQuarantined",
        ["degenerate_logits"] = "RemedyLogits",
        ["kv_cache_too_small"] = "RemedyKvCache",
        ["shard_failed"] = "RemedyShard",
        ["duplicate_custom_id"] = "RemedyDuplicate",
        ["invalid_json"] = "RemedyJson",
    };

    /// <summary>The sentence's name among the texts of this folder; null when there is no next step to name.</summary>
    public static string? For(string code) => ByCode.GetValueOrDefault(code);
}
