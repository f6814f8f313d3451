using BatchGen.Batches.Execution;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;
using BatchGen.Web.Formatting;
using BatchGen.Web.Live;
using BatchGen.Web.Sentences;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.BatchView;

/// <summary>What may be done to the batch now. Each destructive one says first what it will do.</summary>
public sealed partial class BatchActions : IDisposable
{
    private bool _busy;
    private CancellationTokenSource? _stop;

    [Parameter, EditorRequired] public required BatchNow Batch { get; set; }

    /// <summary>Without it only the results are offered.</summary>
    [Parameter] public bool MayChange { get; set; }

    [Parameter] public EventCallback Changed { get; set; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required BatchControl Control { get; init; }

    [Inject] public required BatchCopies Copies { get; init; }

    [Inject] public required BatchTemplates Templates { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    public void Dispose() => _stop?.Cancel();

    private async Task CancelAsync()
    {
        var left = CountText.Of(Batch.Total - Batch.Finished, "item");
        if (await AgreedAsync("Cancel", L["CancelText", left]))
            await DoAsync(() => Control.CancelAsync(Batch.Id, CancellationToken.None), done => L["Cancelled", CountText.Of(done.Items, "item")]);
    }

    private Task<bool> RetryAsync() =>
        DoAsync(() => Control.RetryFailedAsync(Batch.Id, CancellationToken.None), done => L["Retried", CountText.Of(done.Items, "item")]);

    private async Task<bool> PauseAsync()
    {
        var who = (await Callers.GetAsync()).Name;
        return await DoAsync(() => Control.PauseAsync(Batch.Id, who, CancellationToken.None), done => L["Paused", CountText.Of(done.Items, "item")]);
    }

    private Task<bool> ResumeAsync() =>
        DoAsync(() => Control.ResumeAsync(Batch.Id, CancellationToken.None), done => L["Resumed", CountText.Of(done.Items, "item")]);

    /// <summary>A schedule submits a template: this batch is saved as one, and the schedules page asks when.</summary>
    private async Task ScheduleAsync()
    {
        var who = (await Callers.GetAsync()).AsAuthor;
        using var stop = new CancellationTokenSource();
        _stop = stop;
        _busy = true;
        try
        {
            // As in DoAsync: all of a large batch is read here.
            var outcome = await Task.Run(() => SaveTemplateAsync(Batch.Id, Batch.Stored.Name, who, stop.Token), stop.Token);
            if (outcome is TemplateSaved saved)
                Navigation.NavigateTo($"schedules/new?template={saved.Id}");
            else if (outcome is TemplateRefused refused)
                Messages.Add(SpokenSentence.Of(refused.Sentence, refused.Code), Severity.Warning);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped, or left: nothing was saved.
        }
        finally
        {
            _stop = null;
            _busy = false;
        }
    }

    private async Task<TemplateOutcome> SaveTemplateAsync(string batchId, string batchName, Author who, CancellationToken cancellationToken)
    {
        using var copy = await Copies.OpenAsync(batchId, CopiedItems.All, cancellationToken);
        // With the id in its name the template tells where it is from; asked for twice, the second is refused by name.
        return copy is null
            ? new TemplateRefused("batch_not_found", "There is no such batch; it may have been deleted.")
            : await Templates.SaveAsync(new TemplateDraft($"{batchName} ({batchId})", copy.Request, copy.Request.Input), who, cancellationToken);
    }

    private async Task DeleteAsync()
    {
        var who = (await Callers.GetAsync()).Name;
        if (await AgreedAsync("Delete", L["DeleteText", Batch.Stored.Name, CountText.Of(Batch.Total, "item")])
            && await DoAsync(() => Control.DeleteAsync(Batch.Id, who, CancellationToken.None), _ => L["Deleted", Batch.Stored.Name]))
            Navigation.NavigateTo("batches");
    }

    /// <param name="action">Names the question's title and both answers among the texts of this folder.</param>
    private async Task<bool> AgreedAsync(string action, string what) =>
        await Dialogs.ShowMessageBoxAsync(L[$"{action}Title"].Value, what, yesText: L[$"{action}Yes"].Value, cancelText: L[$"{action}No"].Value) is true;

    private async Task<bool> DoAsync(Func<Task<ControlOutcome>> change, Func<ControlDone, string> describe)
    {
        _busy = true;
        // Not on the page's own thread: a large batch takes SQLite seconds, in which the page could say nothing.
        var outcome = await Task.Run(change);
        _busy = false;
        switch (outcome)
        {
            case ControlDone done:
                Messages.Add(describe(done), Severity.Success);
                await Changed.InvokeAsync();
                return true;
            case ControlRefused refused:
                Messages.Add(SpokenSentence.Of(refused.Sentence, refused.Code), Severity.Warning);
                break;
        }

        return false;
    }
}
