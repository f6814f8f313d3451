using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>Bounds that llama.cpp answers with an abort, a hang or silence instead of an error.</summary>
internal static class ContextSettingsCheck
{
    // LLAMA_MAX_SEQ: sequence ids are bits of a fixed set.
    private const int MaxSlots = 256;

    // Far beyond what pays; above n_batch llama.cpp has no rows for them.
    private const int MostDraftRows = 4096;

    public static void Require(ContextSettings settings)
    {
        Require(settings.Slots, 1, MaxSlots, "Slots");
        Require(settings.KvCells, 1, int.MaxValue, "KV cells");
        Require(settings.StepTokens, 1, int.MaxValue, "Step tokens");
        Require(settings.MicroStepTokens, 1, int.MaxValue, "Micro-step tokens");
        Require(settings.Threads, 1, int.MaxValue, "Threads");
        Require(settings.DraftRows, 0, MostDraftRows, "Draft rows");
        if (!Enum.IsDefined(settings.KvType))
            throw Invalid($"KV type {(int)settings.KvType} is not one of {string.Join(", ", Enum.GetNames<KvType>())}.");
        if (settings.KvType is KvType.Q8_0 or KvType.Q4_0 && !settings.FlashAttention)
            throw Invalid($"A {settings.KvType} KV cache needs flash attention. Turn it on, or choose F16.");
    }

    private static void Require(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw most == int.MaxValue
                ? Invalid($"{name} must be at least {least}; it is {value}.")
                : Invalid($"{name} must be {least} to {most}; it is {value}.");
    }

    private static RuntimeException Invalid(InvariantText message) => new("context_settings_invalid", message);
}
