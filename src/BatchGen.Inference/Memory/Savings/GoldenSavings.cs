using System.Collections.Immutable;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory.Savings;

/// <summary>What each lever saves for a model and settings, on one device that holds everything.</summary>
public static class GoldenSavings
{
    /// <summary>The context most code generation needs, by the article: "2048 or 4096 are usually enough".</summary>
    public const int EnoughContextTokens = 4096;

    /// <summary>Only levers that are not pulled yet, in the order they are worth pulling.</summary>
    /// <exception cref="PlanException">The settings are out of range.</exception>
    public static ImmutableArray<Saving> For(ModelShape shape, PlanSettings settings)
    {
        settings.Validate(shape);
        var before = ModelBytes.Of(shape, settings).TotalBytes;
        return
        [
            .. Levers(shape, settings)
                .Select(pull => new Saving(pull.Lever, settings, pull.After, before, ModelBytes.Of(shape, pull.After).TotalBytes))
                .Where(saving => saving.SavedBytes > 0)
                .OrderByDescending(saving => saving.SavedBytes),
        ];
    }

    private static IEnumerable<Pull> Levers(ModelShape shape, PlanSettings settings)
    {
        yield return new(SavingLever.Context, settings with { ContextTokens = Math.Min(settings.ContextTokens, EnoughContextTokens), KvCells = null });
        yield return new(SavingLever.FlashAttention, settings with { FlashAttention = true });
        yield return new(SavingLever.OutputsWhereNeeded, settings with { OutputsMax = null });
        // A cache of 4 or 8 bits needs flash attention, so its saving is counted against settings that have it.
        if (!settings.FlashAttention || shape.KeyLength % 32 != 0 || shape.ValueLength % 32 != 0)
            yield break;
        yield return new(SavingLever.KvQ8, settings.WithKvType(KvType.Q8_0));
        yield return new(SavingLever.KvQ4, settings.WithKvType(KvType.Q4_0));
    }

    private sealed record Pull(SavingLever Lever, PlanSettings After);
}
