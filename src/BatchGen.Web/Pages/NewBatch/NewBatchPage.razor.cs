using BatchGen.Batches.Submission;
using BatchGen.Engine.Client;
using BatchGen.Web.Access;
using BatchGen.Web.Models;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>Prompts in, checked as they come, submitted as one batch.</summary>
public sealed partial class NewBatchPage
{
    private readonly NewBatchForm _form = new();
    private CancellationTokenSource? _checkRun;
    private CancellationTokenSource? _submitRun;
    private DryRunReport? _check;
    private SubmissionRefused? _refused;
    private SubmissionProgress? _progress;
    private bool _checking;
    private bool _submitting;

    [Inject] public required BatchSubmission Submission { get; init; }

    [Inject] public required ModelCatalog Models { get; init; }

    [Inject] public required IOptions<SubmissionOptions> Limits { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    protected override void OnInitialized() => _form.ModelPath = Models.Default.Path;

    protected override void Dispose(bool disposing)
    {
        _checkRun?.Cancel();
        _submitRun?.Cancel();
        DropFile();
        base.Dispose(disposing);
    }

    private Task TextChangedAsync(string text)
    {
        _form.Text = text;
        return CheckAsync();
    }

    private Task FileChangedAsync(UploadedFile? file)
    {
        DropFile();
        _form.File = file;
        return CheckAsync();
    }

    /// <summary>Reads the input without storing it. A newer input ends the check of the older.</summary>
    private async Task CheckAsync()
    {
        if (_checkRun is not null)
            await _checkRun.CancelAsync();
        _check = null;
        _refused = null;
        _checking = !_form.IsEmpty;
        if (_form.IsEmpty)
            return;

        using var run = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        _checkRun = run;
        try
        {
            await using var input = _form.OpenInput();
            var report = await Submission.DryRunAsync(_form.ToRequest(input, OnBadLines.Accept), progress: null, run.Token);
            if (_checkRun == run)
                _check = report;
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            // A newer check took over, or the page was left.
        }
        catch (EngineException failure)
        {
            _check = new DryRunReport(false, new InputSummary(InputFormat.Text, 0, 0, 0, 0, 0, 0, 0, null, null), [], [new InputProblem(null, failure.Code, failure.Message)], 1);
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

    private async Task SubmitAsync(OnBadLines onBadLines)
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
            if (outcome is SubmissionAccepted accepted)
                Navigation.NavigateTo($"/batches/{accepted.BatchPublicId}");
            _refused = outcome as SubmissionRefused;
            _check = _refused is null ? _check : null;
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            if (!Leaving.IsCancellationRequested)
                Messages.Add("Nothing was stored.", Severity.Info);
        }
        catch (EngineException failure)
        {
            _refused = new SubmissionRefused([new InputProblem(null, failure.Code, failure.Message)], 1);
        }
        finally
        {
            _submitRun = null;
            _submitting = false;
        }
    }

    private void StopSubmitting() => _submitRun?.Cancel();

    private void DropFile()
    {
        if (_form.File is { } file)
            File.Delete(file.Path);
        _form.File = null;
    }
}
