using BatchGen.Batches.Models;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Engine.Client;
using BatchGen.Engine.Quantizing;
using BatchGen.Web.Models;
using BatchGen.Web.Pages.Admin;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.Models;

/// <summary>Every model this machine offers, with what it is and what it takes.</summary>
public sealed partial class ModelsPage
{
    private IReadOnlyList<ModelCard>? _models;
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

    [Inject] public required ModelJobs Jobs { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (IsLive)
            await ReadAsync();
    }

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
        _refused = await Registry.AddAsync(_path, Actor.Name, CancellationToken.None);
        if (_refused is null)
        {
            Messages.Add($"{Path.GetFileName(_path)} was registered.", Severity.Success);
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
            Jobs.Download(DownloadRequest.Parse(_url, _sha256), Actor.Name);
            _url = _sha256 = "";
        }
        catch (DownloadException refusal)
        {
            _downloadRefused = refusal;
        }
    }

    private void Quantize(ModelQuantizeChoice choice)
    {
        var source = choice.Model.File.Path;
        Jobs.Quantize(new QuantizeRequest(source, Path.Combine(Catalog.Folder, $"{choice.Model.File.Name}-{choice.Type}.gguf"), choice.Type), Actor.Name);
    }

    private async Task RemoveAsync(ModelCard model)
    {
        await Registry.RemoveAsync(model.File.Path, Actor.Name, CancellationToken.None);
        Messages.Add($"{model.File.Name} was taken off the list; the file stays.", Severity.Success);
        await ReadAsync();
    }
}
