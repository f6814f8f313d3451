using System.Globalization;
using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;

namespace BatchGen.Web.Planning;

/// <summary>Levers as they come in an address or on a command line; null where nothing was said.</summary>
internal sealed record LeverTexts(string? Context, string? Slots, string? KvType, string? FlashAttention, string? GpuLayers)
{
    /// <exception cref="PlanException">A text that is none of what is possible; the setting is named.</exception>
    public EngineChoice Parse() => new(
        Number("context", Context),
        Number("slots", Slots),
        Choice("kv_type", KvType, "f16, q8_0 or q4_0", PlanWords.ParseKvType),
        Choice("flash_attention", FlashAttention, "on or off", PlanWords.ParseSwitch),
        GpuLayers is null ? null : GpuLayerChoice.Parse(GpuLayers) ?? throw Unreadable("gpu_layers", GpuLayers, "auto, or a whole number from -1 (all)"));

    private static int? Number(string setting, string? text) => Choice<int>(
        setting,
        text,
        "a whole number",
        value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null);

    private static T? Choice<T>(string setting, string? text, string expected, Func<string, T?> parse)
        where T : struct =>
        text is null ? null : parse(text) ?? throw Unreadable(setting, text, expected);

    private static PlanException Unreadable(string setting, string text, string expected) =>
        new(PlanErrorCodes.SettingUnreadable, $"'{setting}' is '{text}'; it must be {expected}.", setting);
}
