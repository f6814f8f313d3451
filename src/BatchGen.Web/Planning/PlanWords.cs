using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Web.Planning;

/// <summary>Choices and verdicts as options, addresses and JSON spell them.</summary>
internal static class PlanWords
{
    public const string On = "on";
    public const string Off = "off";

    /// <summary>The types a person may ask for.</summary>
    public static IReadOnlyList<string> KvTypes { get; } = ["f16", "q8_0", "q4_0"];

    public static string Of(KvType type) => type switch
    {
        KvType.F16 => "f16",
        KvType.Q8_0 => "q8_0",
        KvType.Q4_0 => "q4_0",
        KvType.F32 => "f32",
    };

    public static string Of(KvLayout layout) => layout switch
    {
        KvLayout.Unified => "unified",
        KvLayout.PerSlot => "per_slot",
    };

    public static string Of(PlanVerdict verdict) => verdict switch
    {
        PlanVerdict.Fits => "fits",
        PlanVerdict.Tight => "tight",
        PlanVerdict.DoesNotFit => "does_not_fit",
    };

    public static string Of(bool isOn) => isOn ? On : Off;

    /// <summary>Null for anything but "f16", "q8_0" and "q4_0".</summary>
    public static KvType? ParseKvType(string text) => text switch
    {
        "f16" => KvType.F16,
        "q8_0" => KvType.Q8_0,
        "q4_0" => KvType.Q4_0,
        _ => null,
    };

    /// <summary>Null for anything but "on" and "off".</summary>
    public static bool? ParseSwitch(string text) => text switch
    {
        On => true,
        Off => false,
        _ => null,
    };
}
