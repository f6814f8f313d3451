using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Models;
using BatchGen.Web.Planning;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Pages.Memory;

/// <summary>
/// What would it take, and does it fit? Every move of a lever is answered at once from the header; when the levers rest,
/// llama.cpp's own figures take the place of the computed ones.
/// </summary>
public sealed partial class MemoryPage
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private IReadOnlyList<PlannableModel> _models = [];
    private WhatIf _now = null!;
    private WhatIf? _shared;
    private ModelShape? _shape;
    private PlanAnswer? _answer;
    private PlanRefusal? _refusal;
    private IReadOnlyList<CardFit>? _cards;
    private CancellationTokenSource? _refining;

    [Inject] public required PlanService Plans { get; init; }

    [Inject] public required ModelCatalog Models { get; init; }

    [Inject] public required IOptions<EngineOptions> Engine { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromQuery] public string? Model { get; set; }

    [SupplyParameterFromQuery] public string? Context { get; set; }

    [SupplyParameterFromQuery] public string? Slots { get; set; }

    [SupplyParameterFromQuery(Name = "kv_type")] public string? KvType { get; set; }

    [SupplyParameterFromQuery(Name = "flash_attention")] public string? FlashAttention { get; set; }

    [SupplyParameterFromQuery(Name = "gpu_layers")] public string? GpuLayers { get; set; }

    private bool HasCard => _answer?.Plan.Devices.Any(device => device.Kind != DeviceKind.Cpu) is true;

    private PlannableModel Chosen => _models.FirstOrDefault(model => model.Key == _now.ModelKey) ?? PlannableModel.Fallback;

    protected override void OnInitialized()
    {
        _models = PlannableModel.List(Models);
        var model = FirstModel();
        _now = WhatIf.Of(Engine.Value, model.Key, StandardSlots(model)).With(new LeverTexts(Context, Slots, KvType, FlashAttention, GpuLayers));
        _shared = _now;
        Estimate();
        if (IsLive)
            _ = ShowAsync(RefineAsync);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _refining?.Cancel();
        base.Dispose(disposing);
    }

    /// <summary>The one in the address; else the first file whose header can be read; else a shape that needs no file.</summary>
    private PlannableModel FirstModel() =>
        _models.FirstOrDefault(model => model.Key == Model) ?? _models.FirstOrDefault(IsReadable) ?? PlannableModel.Fallback;

    private int StandardSlots(PlannableModel model)
    {
        try
        {
            return Estimate(model, EngineChoice.Standard).Plan.Settings.Slots;
        }
        catch (Exception failure) when (PlanRefusal.Of(failure) is not null)
        {
            return SlotFit.Usual;
        }
    }

    private PlanAnswer Estimate(PlannableModel model, EngineChoice levers) =>
        model.Path is { } path ? Plans.Estimate(path, levers) : Plans.Estimate(model.Shape(Plans), levers);

    private bool IsReadable(PlannableModel model)
    {
        try
        {
            return model.Shape(Plans) is not null;
        }
        catch (GgufException)
        {
            return false;
        }
    }

    private void Move(WhatIf moved)
    {
        _now = moved;
        Estimate();
        _ = ShowAsync(RefineAsync);
    }

    private void Estimate()
    {
        _refusal = null;
        _shape = null;
        try
        {
            _shape = Chosen.Shape(Plans);
            _answer = Estimate(Chosen, _now.Levers);
        }
        catch (Exception failure) when (PlanRefusal.Of(failure) is { } refusal)
        {
            _refusal = refusal;
        }
    }

    /// <summary>Waits until the levers rest; a newer move ends it.</summary>
    private async Task RefineAsync()
    {
        if (_refining is not null)
            await _refining.CancelAsync();
        using var refining = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        _refining = refining;
        try
        {
            await Task.Delay(Rest, Clock, refining.Token);
            Share();
            if (_refusal is null)
                await CompleteAsync(_shape!, refining.Token);
        }
        catch (Exception failure) when (PlanRefusal.Of(failure) is { } refusal)
        {
            _refusal = refusal;
        }
        catch (OperationCanceledException) when (refining.IsCancellationRequested)
        {
            // A newer move took over, or the page was left.
        }
        finally
        {
            if (_refining == refining)
                _refining = null;
        }
    }

    /// <summary>
    /// The address follows the levers, so that it can be passed on. Not before the first move: a navigation while the
    /// circuit still takes the page over would load it anew.
    /// </summary>
    private void Share()
    {
        if (_now == _shared)
            return;
        _shared = _now;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(_now.ToQuery()), replace: true);
    }

    /// <summary>What takes longer than a frame: the cards, then the simulated load.</summary>
    private async Task CompleteAsync(ModelShape shape, CancellationToken cancellationToken)
    {
        _cards = CardFit.Of(Plans, shape, _now.Levers);
        StateHasChanged();
        if (Chosen.Path is not { } path)
            return;
        var answer = await Plans.PlanAsync(path, _now.Levers, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _answer = answer;
    }
}
