using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;
using BatchGen.Web.Formatting;
using BatchGen.Web.Live;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.Templates;

/// <summary>What people saved to submit it again, and what submits it by itself.</summary>
public sealed partial class TemplatesPage
{
    private static readonly TimeSpan ReadPause = TimeSpan.FromMilliseconds(300);

    private Caller? _caller;
    private IReadOnlyList<TemplateOverview>? _templates;
    private RefreshGate? _gate;
    private long? _renamed;
    private string _newName = "";
    private bool _busy;

    /// <summary>A part of the name; empty shows all.</summary>
    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required BatchTemplates Templates { get; init; }

    [Inject] public required TemplateQueries Queries { get; init; }

    [Inject] public required BatchSchedules Schedules { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private bool MaySubmit => _caller?.May(Rights.Submit) is true;

    private string? SearchText => string.IsNullOrWhiteSpace(Search) ? null : Search.Trim();

    protected override void OnInitialized()
    {
        if (!IsLive)
            return;
        _gate = new RefreshGate(() => ShowAsync(ReadAsync), Clock, ReadPause);
        Follow(Templates.Subscribe(() => _ = InvokeAsync(_gate.AskAsync)));
        // A schedule that runs uses its template, and one that is saved names one.
        Follow(Schedules.Subscribe(() => _ = InvokeAsync(_gate.AskAsync)));
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!IsLive)
            return;
        _caller = await Callers.GetAsync();
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        // A schedule may run before the caller is known.
        if (_caller is not null)
            _templates = await Queries.ListAsync(_caller.Visible.OwnerId, SearchText, Leaving);
    }

    private void Find(ChangeEventArgs typed) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", string.IsNullOrWhiteSpace(typed.Value as string) ? null : ((string)typed.Value).Trim()));

    /// <summary>e.g. "JSONL, 1.2 MiB · model.gguf · nightly".</summary>
    private string HoldsOf(TemplateOverview template)
    {
        var input = template.Summary.InputBytes is { } bytes ? L[$"Holds{template.Settings.Format}", ByteText.Of(bytes)] : L["SettingsOnly"];
        return string.Join(" · ", [input, Path.GetFileName(template.Settings.ModelPath), .. template.Settings.Labels]);
    }

    private void AskForName(TemplateOverview template)
    {
        _renamed = template.Summary.Id;
        _newName = template.Summary.Name;
    }

    private async Task RenameAsync(TemplateOverview template)
    {
        if (await DoAsync(Templates.RenameAsync(template.Summary.Id, _newName, _caller!.AsAuthor, CancellationToken.None), L["Renamed", _newName.Trim()]))
            _renamed = null;
    }

    private Task<bool> DuplicateAsync(TemplateOverview template) =>
        DoAsync(Templates.DuplicateAsync(template.Summary.Id, _caller!.AsAuthor, CancellationToken.None), L["Duplicated", template.Summary.Name]);

    private async Task DeleteAsync(TemplateOverview template)
    {
        var name = template.Summary.Name;
        if (template.Schedules.Count > 0)
            await Dialogs.ShowMessageBoxAsync(
                L["InUseTitle"], L["InUseText", name, string.Join(", ", template.Schedules.Select(use => use.Name))], yesText: L["Understood"]);
        else if (await Dialogs.ShowMessageBoxAsync(L["DeleteTitle"], L["DeleteText", name], yesText: L["DeleteYes"], cancelText: L["Keep"]) is true)
            await DoAsync(Templates.DeleteAsync(template.Summary.Id, CancellationToken.None), L["Deleted", name]);
    }

    /// <returns>False when it was refused, which was said.</returns>
    private async Task<bool> DoAsync(Task<TemplateOutcome> change, string done)
    {
        _busy = true;
        var outcome = await change;
        _busy = false;
        var refused = outcome as TemplateRefused;
        Messages.Add(refused?.Message ?? done, refused is null ? Severity.Success : Severity.Warning);
        await ReadAsync();
        return refused is null;
    }
}
