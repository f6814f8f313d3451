namespace BatchGen.Inference.Gguf.Safety;

/// <summary>The assertions on experts in llama_model_base::load_hparams (llama-model.cpp), and that a model with experts has their tensors.</summary>
internal static class ExpertChecks
{
    public const int ExpertsMax = 1024;

    public static void Check(GgufFile file)
    {
        var metadata = file.Metadata;
        var countKey = metadata.Own("expert_count");
        var usedKey = metadata.Own("expert_used_count");
        var experts = metadata.FindInteger(countKey) ?? 0;
        if (experts is < 0 or > ExpertsMax)
            throw Refusal.Value(countKey, experts, $"0 to {ExpertsMax} is possible.");
        var used = (metadata.FindPerLayer(usedKey, (int)metadata.GetInteger(metadata.Own("block_count"))) ?? [0]).Max();
        // hunyuan-dense files say "one expert" and mean none; llama.cpp resets both numbers for them.
        if (experts <= 1 && metadata.Architecture is "hunyuan-dense" or "hunyuan_vl")
            return;
        if (used < 0 || used > experts)
            throw Refusal.Value(usedKey, used, $"the model has {experts} experts.");
        var groupsKey = metadata.Own("expert_group_count");
        if (experts == 0 && metadata.FindInteger(groupsKey) is not (null or 0) and var none)
            throw Refusal.Value(groupsKey, none.Value, "the model has no experts to divide.");
        if (experts == 0 && GgufArchitectures.HasExperts(metadata.Architecture))
            throw Refusal.Value(countKey, 0, "a model of this architecture has experts.");
        RequireStep(metadata, "grovemoe", "experts_per_group");
        RequireStep(metadata, "ernie4_5-moe", "interleave_moe_layer_step");
        if (experts == 0)
            return;
        if (used == 0)
            throw Refusal.Value(countKey, experts, $"'{usedKey}' must say how many of them are used.");
        if (!HasExperts(file))
            throw Refusal.Value(countKey, experts, "there are no expert tensors in the file.");
        CheckGroups(metadata, experts);
    }

    /// <summary>A number that an architecture divides by.</summary>
    private static void RequireStep(GgufMetadata metadata, string architecture, string name)
    {
        if (metadata.Architecture == architecture && metadata.FindInteger(metadata.Own(name)) is <= 0 and var step)
            throw Refusal.Value(metadata.Own(name), step, "it must be 1 or more.");
    }

    private static bool HasExperts(GgufFile file) =>
        file.Tensors.Any(tensor => tensor.Name.Contains("_exps.", StringComparison.Ordinal));

    private static void CheckGroups(GgufMetadata metadata, long experts)
    {
        var groupsKey = metadata.Own("expert_group_count");
        var usedKey = metadata.Own("expert_group_used_count");
        var groups = metadata.FindInteger(groupsKey) ?? 0;
        if (groups < 0 || groups >= experts || (groups > 1 && experts % groups != 0))
            throw Refusal.Value(groupsKey, groups, $"{experts} experts cannot be divided so.");
        var used = metadata.FindInteger(usedKey) ?? 0;
        if (groups > 1 && (used <= 0 || used >= groups))
            throw Refusal.Value(usedKey, used, $"it must be between 1 and {groups - 1}.");
    }
}
