using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;
using BatchGen.Web.Controls;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace BatchGen.Web.Pages.Schedules;

public sealed partial class ScheduleEditor
{
    private Caller? _caller;
    private ScheduleForm _form = new();
    private IReadOnlyList<TemplateSummary>? _templates;
    private bool _isMissing;
    private bool _busy;
    private ScheduleRefused? _problem;

    /// <summary>Null for a new one.</summary>
    [Parameter] public long? Id { get; set; }

    /// <summary>What a new one submits, e.g. from "rerun as schedule".</summary>
    [SupplyParameterFromQuery(Name = "template")] public long? Template { get; set; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required BatchSchedules Schedules { get; init; }

    [Inject] public required BatchTemplates Templates { get; init; }

    [Inject] public required IOptionsMonitor<ScheduleOptions> Defaults { get; init; }

    [Inject] public required WatchedFolders Folders { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private IReadOnlyList<Choice<CronKind>> Kinds => [.. Enum.GetValues<CronKind>().Select(kind => new Choice<CronKind>(kind, L[$"Kind{kind}"]))];

    /// <summary>A folder holds what anybody put there: submitters run their own prompts only.</summary>
    private bool MayWatch => _caller?.May(Rights.Operate) is true;

    /// <summary>Computed anew with every change: it costs microseconds.</summary>
    private SchedulePreview Preview => Schedules.Preview(_form.ToDraft());

    protected override async Task OnParametersSetAsync()
    {
        if (!IsLive)
            return;
        _caller = await Callers.GetAsync();
        var schedule = Id is { } id ? await Schedules.GetAsync(id, Leaving) : null;
        if (schedule is not null && !_caller.MayChange(schedule.OwnerId))
            schedule = null;
        _isMissing = Id is not null && schedule is null;
        _form = schedule is null ? NewForm() : ScheduleForm.Of(schedule.Draft);
        _templates = await Templates.ListAsync(_caller.Visible.OwnerId, Leaving);
    }

    private ScheduleForm NewForm() => new()
    {
        TemplateId = Template ?? 0,
        Folder = Folders.Roots[0],
        Overlap = Defaults.CurrentValue.DefaultOverlap,
        MissedRuns = Defaults.CurrentValue.DefaultMissedRuns,
    };

    /// <summary>What the form says, but for what this person may not choose, whatever their browser sent.</summary>
    private ScheduleDraft Draft()
    {
        var draft = _form.ToDraft();
        return draft with
        {
            TemplateId = _templates!.Any(template => template.Id == draft.TemplateId) ? draft.TemplateId : 0,
            Folder = MayWatch ? draft.Folder : null,
        };
    }

    private async Task SaveAsync()
    {
        _busy = true;
        var outcome = await Schedules.SaveAsync(Id, Draft(), _caller!.AsAuthor, CancellationToken.None);
        _busy = false;
        _problem = outcome as ScheduleRefused;
        if (outcome is not ScheduleSaved)
            return;
        Messages.Add(L["Saved"], Severity.Success);
        Navigation.NavigateTo("schedules");
    }

    private async Task DeleteAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(L["DeleteTitle"], L["DeleteText", _form.Name], yesText: L["DeleteYes"], cancelText: L["Keep"]) is not true)
            return;
        await Schedules.DeleteAsync(Id!.Value, CancellationToken.None);
        Navigation.NavigateTo("schedules");
    }
}
