using BatchGen.Batches.Queries;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Code.Inputs;
using BatchGen.Engine.Client;
using BatchGen.Web.Access;
using BatchGen.Web.Formatting;
using BatchGen.Web.Models;
using BatchGen.Web.Sentences;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>
/// Prompts or sources in, checked as they come, submitted as one batch. It starts empty, from a saved template, or from
/// another batch: all of it, or what failed.
/// </summary>
public sealed partial class NewBatchPage
{
    private readonly NewBatchForm _form = new();
    private CancellationTokenSource? _openRun;
    private CancellationTokenSource? _checkRun;
    private CancellationTokenSource? _submitRun;
    private DryRunReport? _check;
    private WorkEstimate? _work;
    private SubmissionRefused? _refused;
    private SubmissionProgress? _checkProgress;
    private SubmissionProgress? _progress;
    private string? _notice;
    private bool _checking;
    private bool _submitting;

    /// <summary>The id of the template to start from.</summary>
    [SupplyParameterFromQuery(Name = "template")] public long? Template { get; set; }

    /// <summary>The batch to start from.</summary>
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    /// <summary>"failed" takes only the items of that batch that failed.</summary>
    [SupplyParameterFromQuery(Name = "items")] public string? Items { get; set; }

    [Inject] public required BatchSubmission Submission { get; init; }

    [Inject] public required FormSources Sources { get; init; }

    [Inject] public required BatchTemplates Templates { get; init; }

    [Inject] public required LaterSubmission Later { get; init; }

    [Inject] public required PaceQueries Paces { get; init; }

    [Inject] public required ModelCatalog Models { get; init; }

    [Inject] public required IOptionsMonitor<SubmissionOptions> Limits { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _form.ModelPath = Models.Default.Path;
        if (IsLive)
            await StartFromAsync();
    }

    protected override void Dispose(bool disposing)
    {
        _checkRun?.Cancel();
        _submitRun?.Cancel();
        DropFiles();
        base.Dispose(disposing);
    }

    private async Task StartFromAsync()
    {
        var caller = await Callers.GetAsync();
        if (Template is { } template)
            _notice = await Sources.TakeTemplateAsync(_form, template, caller, Leaving) is { } name ? L["FromTemplate", name] : L["TemplateGone"];
        else if (From is { } batch)
            _notice = await TakeBatchAsync(batch, caller);
        if (!_form.IsEmpty)
            await CheckAsync();
    }

    /// <returns>What to say of it.</returns>
    private async Task<string> TakeBatchAsync(string batch, Caller caller)
    {
        using var run = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        _openRun = run;
        try
        {
            return await Sources.TakeBatchAsync(_form, batch, Items == "failed" ? CopiedItems.Failed : CopiedItems.All, caller, run.Token) is { } items
                ? L["FromBatch", CountText.Of(items, "item"), _form.Name]
                : L["BatchGone"];
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            return L["NotOpened"];
        }
        finally
        {
            _openRun = null;
        }
    }

    private Task TextChangedAsync(string text)
    {
        _form.Text = text;
        return CheckAsync();
    }

    private Task FilesChangedAsync(IReadOnlyList<StoredUpload> files)
    {
        _form.Files = files;
        return CheckAsync();
    }

    /// <summary>Reads the input without storing it. A newer input ends the check of the older.</summary>
    private async Task CheckAsync()
    {
        if (_checkRun is not null)
            await _checkRun.CancelAsync();
        _refused = null;
        _checkProgress = null;
        _checking = !_form.IsEmpty;
        if (_form.IsEmpty)
        {
            _check = null;
            return;
        }

        using var run = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        _checkRun = run;
        try
        {
            var report = await DryRunAsync(run);
            var work = await WorkEstimate.FindAsync(report.Models, Paces, run.Token);
            if (_checkRun != run)
                return;
            _check = report;
            _work = work;
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            // A newer check took over, the page was left, or the check was stopped: the last one's report is of another input.
            if (_checkRun == run)
                _check = null;
        }
        finally
        {
            if (_checkRun == run)
            {
                _checkRun = null;
                _checking = false;
            }
        }
    }

    /// <summary>What cannot be read at all is a report with that one problem.</summary>
    private async Task<DryRunReport> DryRunAsync(CancellationTokenSource run)
    {
        var progress = new Progress<SubmissionProgress>(now => Show(() => _checkProgress = _checkRun == run ? now : _checkProgress));
        try
        {
            await using var input = _form.OpenInput();
            return await Submission.DryRunAsync(_form.ToRequest(input, OnBadLines.Accept), progress, run.Token);
        }
        catch (Exception failure) when (ProblemOf(failure) is { } problem)
        {
            return new DryRunReport(false, new InputSummary(InputFormat.Text, 0, 0, 0, 0, 0, 0, 0, 0, null, null), [], [problem], 1);
        }
    }

    private Task SubmitAsync(OnBadLines onBadLines) => _form.When switch
    {
        SubmitTime.AtATime => SubmitLaterAsync(),
        SubmitTime.OnASchedule => ScheduleAsync(),
        SubmitTime.Now => SubmitNowAsync(onBadLines),
    };

    private async Task SubmitNowAsync(OnBadLines onBadLines)
    {
        _submitting = true;
        _progress = null;
        _refused = null;
        using var run = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        _submitRun = run;
        try
        {
            await using var input = _form.OpenInput();
            var request = _form.ToRequest(input, onBadLines) with { Submitter = (await Callers.GetAsync()).AsSubmitter };
            var outcome = await Submission.SubmitAsync(request, new Progress<SubmissionProgress>(now => Show(() => _progress = now)), run.Token);
            if (outcome is SubmissionAccepted && Template is { } template)
                await Templates.MarkUsedAsync(template, CancellationToken.None);
            if (outcome is SubmissionAccepted accepted)
                Navigation.NavigateTo($"batches/{accepted.BatchPublicId}");
            _refused = outcome as SubmissionRefused;
            _check = _refused is null ? _check : null;
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            if (!Leaving.IsCancellationRequested)
                Messages.Add(L["NothingStored"], Severity.Info);
        }
        catch (Exception failure) when (ProblemOf(failure) is { } problem)
        {
            _refused = new SubmissionRefused([problem], 1);
        }
        finally
        {
            _submitRun = null;
            _submitting = false;
        }
    }

    /// <summary>Null when the failure is no fault of the input.</summary>
    private static InputProblem? ProblemOf(Exception failure) => failure switch
    {
        EngineException engine => new InputProblem(null, engine.Code, engine.Sentence),
        InputException input => new InputProblem(null, input.Code, input.Sentence),
        _ => null,
    };

    private void StopSubmitting() => _submitRun?.Cancel();

    private void StopChecking() => _checkRun?.Cancel();

    private async Task SubmitLaterAsync()
    {
        var outcome = await WithTemplateAsync(_form.TimedName, (draft, who) => Later.SaveAsync(draft, _form.ToOnce(), who, Leaving));
        if (outcome is ScheduleRefused refused)
            Messages.Add(SpokenSentence.Of(refused.Sentence, refused.Code), Severity.Warning);
        else if (outcome is ScheduleSaved)
            Navigation.NavigateTo("schedules");
    }

    private async Task ScheduleAsync()
    {
        var name = _form.GivenName.Length > 0 ? _form.GivenName : _form.TimedName;
        if (await SaveAsync(name) is { } id)
            Navigation.NavigateTo($"schedules/new?template={id}");
    }

    private async Task SaveTemplateAsync(string name)
    {
        if (await SaveAsync(name) is not null)
            Messages.Add(L["TemplateSaved", name], Severity.Success);
    }

    /// <summary>The template's id; null when it was refused, which was said.</summary>
    private async Task<long?> SaveAsync(string name)
    {
        var outcome = await WithTemplateAsync(name, (draft, who) => Templates.SaveAsync(draft, who, Leaving));
        if (outcome is TemplateRefused refused)
            Messages.Add(SpokenSentence.Of(refused.Sentence, refused.Code), Severity.Warning);
        return (outcome as TemplateSaved)?.Id;
    }

    /// <summary>Settings and input under a name; what can be submitted can be kept. Null when it cannot be read, which was said.</summary>
    private async Task<TOutcome?> WithTemplateAsync<TOutcome>(string name, Func<TemplateDraft, Author, Task<TOutcome>> save)
        where TOutcome : class
    {
        try
        {
            await using var input = _form.OpenInput();
            var request = _form.ToRequest(Stream.Null, OnBadLines.Accept);
            return await save(new TemplateDraft(name, request, _form.IsEmpty ? null : input), (await Callers.GetAsync()).AsAuthor);
        }
        catch (InputException failure)
        {
            Messages.Add(SpokenSentence.Of(failure.Sentence, failure.Code), Severity.Warning);
            return null;
        }
    }

    private void DropFiles()
    {
        foreach (var file in _form.Files)
            File.Delete(file.Path);
        _form.Files = [];
    }
}
