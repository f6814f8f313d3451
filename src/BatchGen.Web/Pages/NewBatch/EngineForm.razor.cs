using System.Globalization;
using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Planning;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Pages.NewBatch;

public sealed partial class EngineForm
{
    /// <summary>Of the choice of layers: a number, which stands in a field of its own.</summary>
    private const string SoMany = "count";

    private static readonly IReadOnlyList<KvType> KvTypes = [KvType.F16, KvType.Q8_0, KvType.Q4_0];

    [Parameter, EditorRequired] public required NewBatchForm Form { get; set; }

    /// <summary>Layers that a GPU can take; null while the model's header is not known.</summary>
    [Parameter] public int? Layers { get; set; }

    /// <summary>What it has when nobody says; null while no plan can be made.</summary>
    [Parameter] public int? Slots { get; set; }

    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    [Inject] public required IOptions<EngineOptions> Engine { get; init; }

    private bool UsesFlashAttention => Form.Engine.FlashAttention ?? Engine.Value.FlashAttention;

    private string LayersWord => Form.Engine.GpuLayers switch
    {
        null => "",
        { Count: null } => GpuLayerChoice.AutoWord,
        { Count: > 0 } => SoMany,
        { Count: { } count } => count.ToString(CultureInfo.InvariantCulture),
    };

    private string StandardLayers => Engine.Value.GpuLayers switch
    {
        -1 => L["LayersAll"],
        0 => L["LayersNone"],
        var count => count.ToString(CultureInfo.CurrentCulture),
    };

    private string WordOf(KvType type) => type switch
    {
        KvType.F16 => L["KvF16"],
        KvType.Q8_0 => L["KvQ8"],
        KvType.Q4_0 => L["KvQ4"],
        KvType.F32 => PlanWords.Of(type),
    };

    private Task SetAsync(EngineChoice choice)
    {
        Form.Engine = choice;
        return Changed.InvokeAsync();
    }

    private Task SetKvTypeAsync(ChangeEventArgs change) =>
        SetAsync(Form.Engine with { KvType = PlanWords.ParseKvType(change.Value as string ?? "") });

    /// <summary>A quantized cache needs flash attention, so switching it off brings the cache back to 16 bit.</summary>
    private Task SetFlashAttentionAsync(ChangeEventArgs change)
    {
        var isOn = PlanWords.ParseSwitch(change.Value as string ?? "");
        var stays = (isOn ?? Engine.Value.FlashAttention) || !(Form.Engine.KvType ?? Engine.Value.KvType).IsQuantized();
        return SetAsync(Form.Engine with { FlashAttention = isOn, KvType = stays ? Form.Engine.KvType : KvType.F16 });
    }

    private Task SetSlotsAsync(ChangeEventArgs change) =>
        SetAsync(Form.Engine with { Slots = Number(change) is { } slots ? Math.Clamp(slots, 1, PlanSettings.SlotsMax) : null });

    private Task SetLayersAsync(ChangeEventArgs change) => SetAsync(Form.Engine with
    {
        GpuLayers = (change.Value as string) switch
        {
            SoMany => new GpuLayerChoice(Math.Max(1, (Layers ?? 2) / 2)),
            { Length: > 0 } word => GpuLayerChoice.Parse(word),
            _ => null,
        },
    });

    private Task SetLayerCountAsync(ChangeEventArgs change) => Number(change) is { } count
        ? SetAsync(Form.Engine with { GpuLayers = new GpuLayerChoice(Math.Clamp(count, 1, Layers ?? int.MaxValue)) })
        : Task.CompletedTask;

    private static int? Number(ChangeEventArgs change) =>
        int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var number) ? number : null;
}
