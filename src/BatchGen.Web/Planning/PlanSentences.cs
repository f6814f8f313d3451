using System.Globalization;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Formatting;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Planning;

/// <summary>A plan in words, the same on the page and in the terminal.</summary>
internal static class PlanSentences
{
    public static string Model(ModelShape shape) => Say(
        "About", shape.Architecture, shape.Quantization, CountText.Of(shape.LayerCount, "layer"), CountText.Of(shape.TrainedContextTokens, "token"));

    public static string Settings(MemoryPlan plan)
    {
        var settings = plan.Settings;
        var layers = plan.Devices.Any(device => device.Kind != DeviceKind.Cpu)
            ? Say("LayersOnGpu", CountText.Of(settings.GpuLayers), CountText.Of(plan.Shape.PlaceableLayerCount, "layer"))
            : "";
        return Say(
            settings.Layout == KvLayout.PerSlot && settings.Slots > 1 ? "SettingsOfEachSlot" : "Settings",
            CountText.Of(settings.ContextTokens),
            CountText.Of(settings.Slots, "slot"),
            CountText.Of(KvCache.Of(settings).Cells, "cell"),
            PlanWords.Of(settings.KeyType),
            PlanWords.Of(settings.FlashAttention),
            layers);
    }

    public static string Verdict(MemoryPlan plan)
    {
        var tightest = plan.Devices.Where(device => device.IsUsed).MinBy(device => device.HeadroomBytes) ?? plan.Devices[0];
        var where = Place(tightest);
        return plan.Verdict switch
        {
            PlanVerdict.Fits => Say("Fits", ByteText.Of(tightest.HeadroomBytes), where),
            PlanVerdict.Tight => Say("Tight", ByteText.Of(tightest.HeadroomBytes), where),
            PlanVerdict.DoesNotFit => Say("DoesNotFit", ByteText.Of(-tightest.HeadroomBytes), where, ByteText.Of(tightest.LimitBytes)),
        };
    }

    /// <summary>A device as a sentence calls it.</summary>
    public static string Place(DevicePlan device) => device.Kind == DeviceKind.Cpu ? Say("MainMemory") : device.Name;

    public static string Largest(MemoryPlan plan) => plan.LargestContextTokens switch
    {
        0 => Say("NoContext"),
        var most when most >= plan.Shape.TrainedContextTokens => Say("WholeContext", CountText.Of(plan.Shape.TrainedContextTokens, "token")),
        var most => Say("LargestContext", CountText.Of(most, "token")),
    };

    public static string Source(PlanAnswer answer) => answer switch
    {
        { Source: PlanSource.DryRun } => Say("Simulated"),
        { Problem: { } problem } => Say("ComputedBecause", Trust(answer.Plan), problem.Message),
        _ => Say("Computed", Trust(answer.Plan)),
    };

    /// <summary>Layers that keep their window's cells only; null when there are none.</summary>
    public static string? Windows(MemoryPlan plan) => plan.Shape is { WindowedLayerCount: > 0 and var windowed } shape
        ? Say(
            "Windows",
            CountText.Of(windowed),
            CountText.Of(shape.LayerCount, "layer"),
            CountText.Of(shape.WindowTokens, "token"),
            CountText.Of(KvCache.Windowed(shape, plan.Settings).Cells, "cell"))
        : null;

    /// <summary>What layers outside the GPUs cost, or that it is not known yet; null when there are none, or no GPU.</summary>
    public static string? Offload(PlanAnswer answer)
    {
        if (!answer.Plan.IsOffloadedInPart)
            return null;
        var placed = CountText.Of(answer.Plan.LayersOnGpus);
        var all = CountText.Of(answer.Plan.Shape.PlaceableLayerCount, "layer");
        return answer.Offload switch
        {
            { Slowdown: { } slowdown } known => Say("OffloadSlower", placed, all, CountText.Rate(slowdown), CountText.Rate(known.TokensPerSecond)),
            { } known => Say("OffloadMeasured", placed, all, CountText.Rate(known.TokensPerSecond)),
            null => Say("OffloadUnknown", placed, all),
        };
    }

    /// <summary>The shares of several GPUs, where an administrator has set them; else null: free memory divides.</summary>
    public static string? Division(MemoryPlan plan) =>
        plan.Settings.TensorSplit.Count > 0 && plan.Devices.Count(device => device.Kind != DeviceKind.Cpu) > 1
            ? Say("Divided", string.Join(" : ", plan.Settings.TensorSplit.Select(share => share.ToString(CultureInfo.CurrentCulture))))
            : null;

    /// <summary>As <see cref="Inference.Memory.Remedy.Sentence"/>, in the reader's language.</summary>
    public static string Remedy(MemoryPlan plan, Remedy remedy)
    {
        var saved = ByteText.Of(remedy.SavedBytes);
        return remedy.Kind switch
        {
            RemedyKind.FlashAttention => Say("RemedyFlashAttention", saved),
            RemedyKind.SmallerContext => Say("RemedySmallerContext", CountText.Of(remedy.Settings.ContextTokens, "token")),
            RemedyKind.QuantizedKv => Say(plan.Settings.FlashAttention ? "RemedyQuantizedKv" : "RemedyQuantizedKvFlash", saved),
            RemedyKind.FewerSlots => Say("RemedyFewerSlots", CountText.Of(remedy.Settings.Slots), CountText.Of(plan.Settings.Slots, "slot")),
            RemedyKind.FewerGpuLayers =>
                Say("RemedyFewerGpuLayers", CountText.Of(remedy.Settings.GpuLayers), CountText.Of(plan.Shape.PlaceableLayerCount, "layer")),
            _ => SmallerModel(plan),
        };
    }

    private static string SmallerModel(MemoryPlan plan)
    {
        var worst = plan.Devices.MinBy(device => device.HeadroomBytes)!;
        return Say("RemedySmallerModel", Place(worst), ByteText.Of(-worst.HeadroomBytes), ByteText.Of(worst.WeightsBytes));
    }

    private static string Trust(MemoryPlan plan) => Say(plan.Accuracy == PlanAccuracy.Exact ? "TrustExact" : "TrustEstimate");

    private static string Say(string key, params object[] values) => Texts<PlanTexts>.Of(key, values);
}
