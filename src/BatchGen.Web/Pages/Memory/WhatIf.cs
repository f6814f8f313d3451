using System.Globalization;
using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Planning;

namespace BatchGen.Web.Pages.Memory;

/// <summary>Where every lever of the page stands. The page's address holds all of it.</summary>
public sealed record WhatIf(string ModelKey, int ContextTokens, int Slots, KvType KvType, bool FlashAttention, GpuLayerChoice GpuLayers)
{
    /// <summary>In powers of two and half-way between: fine enough to find an edge, few enough to drag through.</summary>
    public static IReadOnlyList<int> ContextSteps { get; } =
        [512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12_288, 16_384, 24_576, 32_768, 49_152, 65_536, 98_304, 131_072, 196_608, 262_144];

    public static IReadOnlyList<int> SlotSteps { get; } = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

    public EngineChoice Levers => new(ContextTokens, Slots, KvType, FlashAttention, GpuLayers);

    /// <summary>As an engine is started when nobody moves anything.</summary>
    /// <param name="slots">As many as it would have then.</param>
    public static WhatIf Of(EngineOptions engine, string modelKey, int slots)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return new WhatIf(modelKey, engine.ContextLimitTokens, slots, engine.KvType, engine.FlashAttention, new GpuLayerChoice(engine.GpuLayers));
    }

    /// <summary>A quantized cache needs flash attention, so switching it off brings the cache back to 16 bit.</summary>
    public WhatIf WithFlashAttention(bool isOn) =>
        this with { FlashAttention = isOn, KvType = isOn || !KvType.IsQuantized() ? KvType : KvType.F16 };

    /// <summary>A remedy pulled.</summary>
    public WhatIf With(PlanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return this with
        {
            ContextTokens = settings.ContextTokens,
            Slots = settings.Slots,
            KvType = settings.KeyType,
            FlashAttention = settings.FlashAttention,
            GpuLayers = new GpuLayerChoice(settings.GpuLayers),
        };
    }

    /// <summary>The page's query. What cannot be read in an address is left as it was.</summary>
    public Dictionary<string, object?> ToQuery() => new()
    {
        ["model"] = ModelKey,
        ["context"] = ContextTokens.ToString(CultureInfo.InvariantCulture),
        ["slots"] = Slots.ToString(CultureInfo.InvariantCulture),
        ["kv_type"] = PlanWords.Of(KvType),
        ["flash_attention"] = PlanWords.Of(FlashAttention),
        ["gpu_layers"] = GpuLayers.Count?.ToString(CultureInfo.InvariantCulture) ?? GpuLayerChoice.AutoWord,
    };

    /// <summary>What the choice leaves open stays.</summary>
    public WhatIf With(EngineChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return this with
        {
            ContextTokens = choice.ContextTokens ?? ContextTokens,
            Slots = choice.Slots ?? Slots,
            KvType = choice.KvType ?? KvType,
            FlashAttention = choice.FlashAttention ?? FlashAttention,
            GpuLayers = choice.GpuLayers ?? GpuLayers,
        };
    }

    internal WhatIf With(LeverTexts texts)
    {
        try
        {
            return With(texts.Parse());
        }
        catch (PlanException)
        {
            return this;
        }
    }
}
