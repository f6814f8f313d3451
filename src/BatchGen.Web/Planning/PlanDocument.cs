using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;

namespace BatchGen.Web.Planning;

/// <summary>A plan as the endpoint and <c>plan --json</c> write it. The names are a contract: scripts read them.</summary>
/// <param name="Model">As it was asked for.</param>
/// <param name="KvLayout">"unified": slots share the cells; "per_slot": each has its own.</param>
/// <param name="LargestContext">In tokens; 0 when none fits.</param>
/// <param name="Remedy">What to do, as sentences; null when nothing needs to be done.</param>
internal sealed record PlanDocument(
    string Model,
    int Context,
    int Slots,
    long KvCells,
    string KvLayout,
    string KvType,
    bool FlashAttention,
    int GpuLayers,
    IReadOnlyList<PlanDeviceDocument> Devices,
    string Verdict,
    int LargestContext,
    string? Remedy)
{
    private static readonly JsonSerializerOptions Names = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static PlanDocument Of(string model, MemoryPlan plan) => new(
        model,
        plan.Settings.ContextTokens,
        plan.Settings.Slots,
        KvCache.Of(plan.Settings).Cells,
        PlanWords.Of(plan.Settings.Layout),
        PlanWords.Of(plan.Settings.KeyType),
        plan.Settings.FlashAttention,
        plan.Settings.GpuLayers,
        [.. plan.Devices.Select(PlanDeviceDocument.Of)],
        PlanWords.Of(plan.Verdict),
        plan.LargestContextTokens,
        plan.Remedy);

    public string ToJson() => JsonSerializer.Serialize(this, Names);
}
