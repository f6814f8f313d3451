using System.Globalization;
using BatchGen.Batches.Models;
using BatchGen.Batches.Submission;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using BatchGen.Web.Formatting;
using BatchGen.Web.Models;
using BatchGen.Web.Pages.Memory;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>How a batch runs: model, limits, sampling. The memory verdict is computed from the model's header at once.</summary>
public sealed partial class SettingsForm
{
    private IReadOnlyList<ModelFile> _models = [];
    private ModelShape? _shape;
    private MemoryPlan? _plan;
    private ContextAdvice? _advice;
    private IReadOnlyList<OtherPlan> _others = [];

    [Parameter, EditorRequired] public required NewBatchForm Form { get; set; }

    /// <summary>Null while nothing is checked.</summary>
    [Parameter] public DryRunReport? Report { get; set; }

    /// <summary>Something changed that the check of the prompts depends on.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    [Inject] public required ModelCatalog Models { get; init; }

    [Inject] public required IEngineManager Engines { get; init; }

    [Inject] public required PlanService Plans { get; init; }

    [Inject] public required ContextAdvisor Advisor { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IOptions<EngineOptions> Engine { get; init; }

    private ModelFile Chosen => _models.FirstOrDefault(model => model.Path == Form.ModelPath) ?? ModelFile.At(Form.ModelPath);

    private EngineModel? Loaded => Engines.GetStatuses().FirstOrDefault(status => status.ModelPath == Form.ModelPath)?.Model;

    /// <summary>What the model was trained on. Without a readable header it is as much as the engine gives anyway.</summary>
    private int MostTokens => _shape?.TrainedContextTokens ?? Loaded?.Info.TrainedContextTokens ?? Engine.Value.ContextLimitTokens;

    private int StandardTokens => Math.Min(MostTokens, Loaded?.StandardContextTokens ?? Engine.Value.ContextLimitTokens);

    private int? EngineMaxTokens => Loaded?.DefaultMaxTokens;

    private EngineChoice Choice => Form.Engine with { ContextTokens = Form.ContextLimitTokens ?? StandardTokens };

    private string About => Loaded is { } model
        ? L["ModelLoaded", model.Info.Description, ByteText.Of(model.Info.SizeBytes), CountText.Of(model.Info.TrainedContextTokens)]
        : L["ModelOnDisk", ByteText.Of(Chosen.SizeBytes)];

    private string MemoryPath => Navigation.GetUriWithQueryParameters(
        "memory", WhatIf.Of(Engine.Value, Chosen.Name, _plan?.Settings.Slots ?? SlotFit.Usual).With(Choice).ToQuery());

    protected override void OnInitialized() => _models = Models.List();

    protected override void OnParametersSet() => Plan();

    private static string IconOf(PlanVerdict verdict) => verdict switch
    {
        PlanVerdict.Fits => Icons.Material.Outlined.CheckCircle,
        PlanVerdict.Tight => Icons.Material.Outlined.WarningAmber,
        PlanVerdict.DoesNotFit => Icons.Material.Outlined.ErrorOutline,
    };

    private static string ToneOf(PlanVerdict verdict) => verdict switch
    {
        PlanVerdict.Fits => "tone-done",
        PlanVerdict.Tight => "tone-waiting",
        PlanVerdict.DoesNotFit => "tone-failed",
    };

    /// <summary>From the header alone. What cannot be read or is out of range, the check of the prompts says in words.</summary>
    private void Plan()
    {
        (_shape, _plan, _advice) = (null, null, null);
        _others = [.. (Report?.Models ?? []).Select(share => share.ModelPath).Where(path => path != Form.ModelPath).Select(PlanOf).OfType<OtherPlan>()];
        try
        {
            _shape = Plans.ReadShape(Form.ModelPath);
            _plan = Plans.Estimate(_shape, Choice).Plan;
            if (Report is { PromptLengths.Count: > 0 } report)
                _advice = Advisor.Advise(Form.ModelPath, report.PromptLengths, Form.MaxTokens ?? EngineMaxTokens, Form.Engine);
        }
        catch (Exception failure) when (PlanRefusal.Of(failure) is not null)
        {
            // What was found up to there is shown.
        }
    }

    /// <summary>They run one after the other, so that each has the memory to itself. Null when it cannot be planned.</summary>
    private OtherPlan? PlanOf(string modelPath)
    {
        try
        {
            return new OtherPlan(modelPath, Plans.Estimate(Plans.ReadShape(modelPath), Form.Engine with { ContextTokens = Form.ContextLimitTokens }).Plan);
        }
        catch (Exception failure) when (PlanRefusal.Of(failure) is not null)
        {
            return null;
        }
    }

    private Task TakeAdviceAsync(ContextAdvice advice)
    {
        Form.ContextLimitTokens = advice.ContextTokens;
        if (advice.Slots < (Form.Engine.Slots ?? _plan?.Settings.Slots ?? SlotFit.Usual))
            Form.Engine = Form.Engine with { Slots = advice.Slots };
        return Changed.InvokeAsync();
    }

    private Task ModelChangedAsync(ChangeEventArgs change)
    {
        Form.ModelPath = change.Value as string ?? Form.ModelPath;
        return Changed.InvokeAsync();
    }

    private Task MaxTokensChangedAsync(ChangeEventArgs change)
    {
        Form.MaxTokens = int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var tokens) && tokens > 0 ? tokens : null;
        return Changed.InvokeAsync();
    }

    /// <summary>What another of the lines' models takes.</summary>
    private sealed record OtherPlan(string ModelPath, MemoryPlan Plan)
    {
        public string Name => ModelName.Of(ModelPath);
    }
}
