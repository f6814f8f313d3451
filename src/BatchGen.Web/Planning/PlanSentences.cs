using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.Planning;

/// <summary>A plan in words, the same on the page and in the terminal.</summary>
internal static class PlanSentences
{
    public static string Model(ModelShape shape) =>
        $"{shape.Architecture}, {shape.Quantization}, {CountText.Of(shape.LayerCount, "layer")}, trained on {CountText.Of(shape.TrainedContextTokens, "token")} of context";

    public static string Settings(MemoryPlan plan)
    {
        var settings = plan.Settings;
        var layers = plan.Devices.Any(device => device.Kind != DeviceKind.Cpu)
            ? $", {CountText.Of(settings.GpuLayers)} of {CountText.Of(plan.Shape.PlaceableLayerCount, "layer")} on the GPU"
            : "";
        return $"Context {CountText.Of(settings.ContextTokens)}, {CountText.Of(settings.Slots, "slot")} sharing {CountText.Of(KvCache.Of(settings).Cells, "cell")}, "
            + $"KV {PlanWords.Of(settings.KeyType)}, flash attention {PlanWords.Of(settings.FlashAttention)}{layers}";
    }

    public static string Verdict(MemoryPlan plan)
    {
        var tightest = plan.Devices.Where(device => device.IsUsed).MinBy(device => device.HeadroomBytes) ?? plan.Devices[0];
        var where = Place(tightest);
        return plan.Verdict switch
        {
            PlanVerdict.Fits => $"It fits: {ByteText.Of(tightest.HeadroomBytes)} of {where} stay free under the limit.",
            PlanVerdict.Tight => $"It fits, but tightly: {ByteText.Of(tightest.HeadroomBytes)} of {where} stay free under the limit.",
            _ => $"It does not fit: {ByteText.Of(-tightest.HeadroomBytes)} of {where} are lacking under the limit of {ByteText.Of(tightest.LimitBytes)}.",
        };
    }

    /// <summary>A device as a sentence calls it.</summary>
    public static string Place(DevicePlan device) => device.Kind == DeviceKind.Cpu ? "main memory" : device.Name;

    public static string Largest(MemoryPlan plan) => plan.LargestContextTokens switch
    {
        0 => "No context fits with these settings.",
        var most when most >= plan.Shape.TrainedContextTokens => $"The whole trained context of {CountText.Of(plan.Shape.TrainedContextTokens, "token")} would fit.",
        var most => $"Largest context that fits with the other settings as they are: {CountText.Of(most, "token")}.",
    };

    public static string Source(PlanAnswer answer) => answer switch
    {
        { Source: PlanSource.DryRun } => "Figures by llama.cpp's own simulated load.",
        { Problem: { } problem } => $"Figures computed from the header ({Trust(answer.Plan)}), because the simulated load failed: {problem.Message}",
        _ => $"Figures computed from the header ({Trust(answer.Plan)}).",
    };

    private static string Trust(MemoryPlan plan) => plan.Accuracy == PlanAccuracy.Exact
        ? "exact for this architecture"
        : "an estimate for this architecture or device";
}
