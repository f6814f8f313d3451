using BatchGen.Engine.Client;
using BatchGen.Web.Formatting;
using BatchGen.Web.Models;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.NewBatch;

public sealed partial class SettingsForm
{
    private IReadOnlyList<ModelFile> _models = [];

    [Parameter, EditorRequired] public required NewBatchForm Form { get; set; }

    /// <summary>Something changed that the check of the prompts depends on.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    private ModelFile Chosen => _models.FirstOrDefault(model => model.Path == Form.ModelPath) ?? ModelFile.At(Form.ModelPath);

    private EngineModel? Loaded => Engines.GetStatuses().FirstOrDefault(status => status.ModelPath == Form.ModelPath)?.Model;

    private int? EngineLimit => Loaded?.ContextLimitTokens;

    private int? EngineMaxTokens => Loaded?.DefaultMaxTokens;

    private string About => Loaded is { } model
        ? $"{model.Info.Description}, {ByteText.Of(model.Info.SizeBytes)}, trained on {CountText.Of(model.Info.TrainedContextTokens)} tokens of context"
        : $"{ByteText.Of(Chosen.SizeBytes)} on disk; loaded when it is first needed";

    protected override void OnInitialized() => _models = Models.List();

    private Task ModelChangedAsync(string path)
    {
        Form.ModelPath = path;
        return Changed.InvokeAsync();
    }

    private Task ContextChangedAsync(int? tokens)
    {
        Form.ContextLimitTokens = tokens;
        return Changed.InvokeAsync();
    }
}
