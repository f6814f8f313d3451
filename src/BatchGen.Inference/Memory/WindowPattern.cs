using BatchGen.Inference.Gguf;

namespace BatchGen.Inference.Memory;

/// <summary>
/// Which layers of a model with windows have one: the file's own list, its period, or the architecture's period, as llama_hparams::set_swa_pattern
/// spreads it (load_arch_hparams in src/models of v0.5.0). Where none of them is known every layer counts as whole: more than it takes, never less.
/// </summary>
internal static class WindowPattern
{
    private const string Key = "attention.sliding_window_pattern";

    public static bool IsWindowed(GgufMetadata metadata, int layer)
    {
        if (metadata.TryGet(metadata.Own(Key), out var pattern))
        {
            if (pattern.IsArray)
                return layer < pattern.Count && IsTrue(pattern, layer);
            if (GgufValueTypes.IsInteger(pattern.ElementType))
                return IsInPeriod(pattern.IntegerAt(0), layer);
        }

        return IsInPeriod(PeriodOf(metadata.Architecture), layer);
    }

    private static bool IsTrue(GgufValue pattern, int layer) => pattern.ElementType == GgufValueType.Bool
        ? pattern.FlagAt(layer)
        : GgufValueTypes.IsInteger(pattern.ElementType) && pattern.IntegerAt(layer) != 0;

    /// <summary>Of so many layers the last looks at everything; with 0 none does.</summary>
    private static bool IsInPeriod(long period, int layer) => period == 0 || (period > 0 && layer % period < period - 1);

    /// <returns>1, a window nowhere, where it is not known.</returns>
    private static int PeriodOf(string architecture) => architecture switch
    {
        "gemma2" or "gpt-oss" => 2,
        "gemma3" => 6,
        "gemma3n" => 5,
        "cohere2" or "olmo2" or "afmoe" => 4,
        _ => 1,
    };
}
