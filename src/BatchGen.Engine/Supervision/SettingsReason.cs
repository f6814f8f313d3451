using System.Globalization;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Supervision;

/// <summary>The sentence for a batch that waits for other settings.</summary>
internal static class SettingsReason
{
    /// <summary>"waiting: the engine works with other settings (KV cache in F16, not Q8_0); its turn comes after at most 10 min".</summary>
    public static Sentence Of(EngineChoice present, EngineChoice wanted, TimeSpan turn) =>
        $"waiting: the engine works with other settings ({Sentence.Join(", ", [.. Differences(present, wanted)])}); it is loaded again when it is idle, or when its turn of {turn.TotalMinutes:0.#} min is over";

    private static IEnumerable<Sentence> Differences(EngineChoice present, EngineChoice wanted)
    {
        if (present.KvType != wanted.KvType)
            yield return $"KV cache in {present.KvType}, not {wanted.KvType}";
        if (present.FlashAttention != wanted.FlashAttention)
            yield return $"flash attention {Word(present.FlashAttention)}, not {Word(wanted.FlashAttention)}";
        if (present.GpuLayers != wanted.GpuLayers)
            yield return $"GPU layers {Word(present.GpuLayers)}, not {Word(wanted.GpuLayers)}";
        if (present.Slots != wanted.Slots)
            yield return Slots(present.Slots, wanted.Slots);
        if (present.ContextTokens < wanted.ContextTokens)
            yield return $"a context of {present.ContextTokens:N0}, not {wanted.ContextTokens:N0}";
    }

    private static Sentence Slots(int? present, int? wanted)
    {
        if (present is null)
            return $"as many slots as pay, not {wanted}";
        if (wanted is null)
            return $"{present} slots, not as many as pay";
        return $"{present} slots, not {wanted}";
    }

    private static Sentence Word(bool? isOn) => isOn == true ? (Sentence)"on" : "off";

    private static Sentence Word(GpuLayerChoice? layers) => layers?.Count switch
    {
        null => (Sentence)"auto",
        -1 => "all",
        { } count => count.ToString(CultureInfo.InvariantCulture),
    };
}
