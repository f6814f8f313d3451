using System.Globalization;
using BatchGen.Batches.Submission;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Supervision;
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
    private MemoryPlan? _plan;

    [Parameter, EditorRequired] public required NewBatchForm Form { get; set; }

    /// <summary>Null while nothing is checked.</summary>
    [Parameter] public DryRunReport? Report { get; set; }

    /// <summary>Something changed that the check of the prompts depends on.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    [Inject] public required ModelCatalog Models { get; init; }

    [Inject] public required IEngineManager Engines { get; init; }

    [Inject] public required PlanService Plans { get; init; }

    [Inject] public required IOptions<EngineOptions> Engine { get; init; }

    private ModelFile Chosen => _models.FirstOrDefault(model => model.Path == Form.ModelPath) ?? ModelFile.At(Form.ModelPath);

    private EngineModel? Loaded => Engines.GetStatuses().FirstOrDefault(status => status.ModelPath == Form.ModelPath)?.Model;

    private int MostTokens => Loaded?.ContextLimitTokens ?? Engine.Value.ContextLimitTokens;

    private int? EngineMaxTokens => Loaded?.DefaultMaxTokens;

    private int AnswerTokens => Form.MaxTokens ?? EngineMaxTokens ?? Engine.Value.DefaultMaxTokens;

    private string About => Loaded is { } model
        ? L["ModelLoaded", model.Info.Description, ByteText.Of(model.Info.SizeBytes), CountText.Of(model.Info.TrainedContextTokens)]
        : L["ModelOnDisk", ByteText.Of(Chosen.SizeBytes)];

    private string MemoryPath => $"/memory?model={Uri.EscapeDataString(Chosen.Name)}&context={Form.ContextLimitTokens ?? MostTokens}";

    protected override void OnInitialized() => _models = Models.List();

    protected override void OnParametersSet() => _plan = PlanFor(Form.ContextLimitTokens ?? MostTokens);

    private static string IconOf(PlanVerdict verdict) => verdict switch
    {
        PlanVerdict.Fits => Icons.Material.Outlined.CheckCircle,
        PlanVerdict.Tight => Icons.Material.Outlined.WarningAmber,
        _ => Icons.Material.Outlined.ErrorOutline,
    };

    private static string ToneOf(PlanVerdict verdict) => verdict switch
    {
        PlanVerdict.Fits => "tone-done",
        PlanVerdict.Tight => "tone-waiting",
        _ => "tone-failed",
    };

    private long? BytesFor(int contextTokens) => PlanFor(contextTokens)?.OwnBytes;

    /// <summary>Null where the file cannot be read or the setting is out of range: the check of the prompts says so in words.</summary>
    private MemoryPlan? PlanFor(int contextTokens)
    {
        try
        {
            return Plans.Estimate(Plans.ReadShape(Form.ModelPath), new EngineChoice(ContextTokens: contextTokens)).Plan;
        }
        catch (Exception failure) when (PlanRefusal.Of(failure) is not null)
        {
            return null;
        }
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
}
