using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;

namespace BatchGen.Web.Planning;

/// <summary>A plan as the endpoint and <c>plan --json</c> write it. The names are a contract: scripts read them.</summary>
/// <param name="Model">As it was asked for.</param>
/// <param name="KvLayout">"unified": slots share the cells; "per_slot": each has its own.</param>
/// <param name="LargestContext">In tokens; 0 when none fits.</param>
/// <param name="Remedy">What to do, as sentences; null when nothing needs to be done.</param>
/// <param name="WindowedLayers">Layers that look back over a window only and take cells for no more.</param>
/// <param name="WindowTokens">How far those look back; 0 when there are none.</param>
/// <param name="LoadProblem">Why the model could not be loaded when it was last tried, whatever its memory; else null.</param>
/// <param name="LoadProblemCode">Of docs/errors.md; null with it.</param>
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
    string? Remedy,
    int WindowedLayers,
    int WindowTokens,
    string? LoadProblem,
    string? LoadProblemCode)
{
    private static readonly JsonSerializerOptions Names = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static PlanDocument Of(string model, PlanAnswer answer) => Of(model, answer.Plan, answer.LoadFailure);

    private static PlanDocument Of(string model, MemoryPlan plan, LoadFailure? failure) => new(
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
        plan.Remedy,
        plan.Shape.WindowedLayerCount,
        plan.Shape.WindowTokens,
        failure?.Sentence.ToString(),
        failure?.Code);

    public string ToJson() => JsonSerializer.Serialize(this, Names);
}
