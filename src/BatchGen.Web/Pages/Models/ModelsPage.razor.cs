using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Engine.Client;
using BatchGen.Web.Access;
using BatchGen.Web.Models;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.Models;

/// <summary>Every model this machine offers, with what it is and what it takes.</summary>
public sealed partial class ModelsPage
{
    private IReadOnlyList<ModelCard>? _models;
    private Caller? _caller;
    private EngineException? _problem;
    private string _path = "";
    private bool _busy;
    private ModelRefusal? _refused;
    private string _url = "";
    private string _sha256 = "";
    private DownloadException? _downloadRefused;

    [Inject] public required ModelCards Cards { get; init; }

    [Inject] public required ModelCatalog Catalog { get; init; }

    [Inject] public required ModelRegistry Registry { get; init; }

    [Inject] public required ModelDownloader Downloader { get; init; }

    [Inject] public required ModelHub Hub { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required ModelJobs Jobs { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (!IsLive)
            return;
        _caller = await Callers.GetAsync();
        await ReadAsync();
    }

    /// <summary>What a model file holds runs in native code: only administrators bring one in.</summary>
    private bool MayAdminister => _caller?.May(Rights.Administer) is true;

    private async Task ReadAsync()
    {
        try
        {
            _models = await Cards.ListAsync(Leaving);
        }
        catch (EngineException failure)
        {
            _problem = failure;
        }
    }

    private async Task RegisterAsync()
    {
        _busy = true;
        _refused = await Registry.AddAsync(_path, _caller!.Name, CancellationToken.None);
        if (_refused is null)
        {
            Messages.Add(L["Registered", Path.GetFileName(_path)], Severity.Success);
            _path = "";
            await ReadAsync();
        }

        _busy = false;
    }

    private void Download()
    {
        _downloadRefused = null;
        try
        {
            Jobs.Download(DownloadRequest.Parse(_url, _sha256), _caller!.Name);
            _url = _sha256 = "";
        }
        catch (DownloadException refusal)
        {
            _downloadRefused = refusal;
        }
    }

    private void Quantize(ModelQuantizeChoice choice) => Jobs.Quantize(Catalog.Quantized(choice.Model.File, choice.Type), _caller!.Name);

    private async Task RemoveAsync(ModelCard model)
    {
        if (await Dialogs.ShowMessageBoxAsync(
            L["TakeOffTitle"], L["TakeOffText", model.File.Name], yesText: L["TakeOffYes"], cancelText: L["Keep"]) is not true)
            return;
        await Registry.RemoveAsync(model.File.Path, _caller!.Name, CancellationToken.None);
        Messages.Add(L["TakenOff", model.File.Name], Severity.Success);
        await ReadAsync();
    }
}
