using System.Collections.Immutable;

namespace BatchGen.Inference.Memory.Savings;

/// <summary>
/// The case of the article this product started from: CodeGeeX4-9B took 40 GB before its first token, because the
/// context was left at 131,072. Every number is worked out from the shape and the settings.
/// </summary>
/// <param name="AsFound">Weights in 16 bit, the whole trained context, no flash attention, logits for every token of a step.</param>
/// <param name="WithFlashAttention">The same with flash attention: only the compute buffer differs.</param>
/// <param name="Recommended">8-bit weights and KV, 4,096 tokens of context, flash attention, logits only where needed.</param>
/// <param name="Reserve">What an engine with a fixed fraction takes of such a card, whatever the model needs.</param>
/// <param name="Savings">Each lever alone, from the settings as found with flash attention.</param>
public sealed record ArticleCase(
    ModelBytes AsFound,
    ModelBytes WithFlashAttention,
    ModelBytes Recommended,
    EngineReserve Reserve,
    ImmutableArray<Saving> Savings)
{
    /// <summary>The article names no card. An A40 stands here for the 48 GB class: nvidia-smi shows 46,068 MiB, and 0.9 of that are 40.5 GiB.</summary>
    public const long CardBytes = 46_068L << 20;

    public static PlanSettings SettingsAsFound { get; } = new(131_072, FlashAttention: false, GpuLayers: 0, OutputsMax: 0);

    public static PlanSettings RecommendedSettings { get; } =
        new PlanSettings(GoldenSavings.EnoughContextTokens, GpuLayers: 0).WithKvType(Runtime.KvType.Q8_0);

    public static ArticleCase ForCodeGeeX4()
    {
        var in16Bit = ReferenceShapes.CodeGeeX4(Gguf.GgufTensorType.F16);
        var in8Bit = ReferenceShapes.CodeGeeX4(Gguf.GgufTensorType.Q8_0);
        var withFlashAttention = SettingsAsFound with { FlashAttention = true };
        return new ArticleCase(
            ModelBytes.Of(in16Bit, SettingsAsFound),
            ModelBytes.Of(in16Bit, withFlashAttention),
            ModelBytes.Of(in8Bit, RecommendedSettings),
            new EngineReserve(CardBytes),
            [WeightSaving(in16Bit, in8Bit, withFlashAttention), FlashSaving(in16Bit), .. GoldenSavings.For(in16Bit, withFlashAttention)]);
    }

    private static Saving WeightSaving(ModelShape before, ModelShape after, PlanSettings settings) => new(
        SavingLever.WeightQuantization, settings, settings, ModelBytes.Of(before, settings).TotalBytes, ModelBytes.Of(after, settings).TotalBytes);

    private static Saving FlashSaving(ModelShape shape) =>
        GoldenSavings.For(shape, SettingsAsFound).First(saving => saving.Lever == SavingLever.FlashAttention);
}
