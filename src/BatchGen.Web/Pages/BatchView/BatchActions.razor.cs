using BatchGen.Batches.Execution;
using BatchGen.Web.Formatting;
using BatchGen.Web.Live;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.BatchView;

/// <summary>What may be done to the batch now. Each destructive one says first what it will do.</summary>
public sealed partial class BatchActions
{
    private bool _busy;

    [Parameter, EditorRequired] public required BatchNow Batch { get; set; }

    /// <summary>Without it only the results are offered.</summary>
    [Parameter] public bool MayChange { get; set; }

    [Parameter] public EventCallback Changed { get; set; }

    [Inject] public required BatchControl Control { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private async Task CancelAsync()
    {
        var left = CountText.Of(Batch.Total - Batch.Finished, "item");
        if (await AgreedAsync("Cancel this batch?", $"{left} will not run. What is done is kept and can be downloaded.", "Cancel the batch", "Keep running"))
            await DoAsync(() => Control.CancelAsync(Batch.Id, CancellationToken.None), done => $"Cancelled {CountText.Of(done.Items, "item")}.");
    }

    private Task<bool> RetryAsync() =>
        DoAsync(() => Control.RetryFailedAsync(Batch.Id, CancellationToken.None), done => $"{CountText.Of(done.Items, "item")} run again.");

    private async Task DeleteAsync()
    {
        var what = $"'{Batch.Stored.Name}' goes with its {CountText.Of(Batch.Total, "item")}, answers and files. This cannot be undone.";
        if (await AgreedAsync("Delete this batch?", what, "Delete for good", "Keep")
            && await DoAsync(() => Control.DeleteAsync(Batch.Id, CancellationToken.None), _ => $"'{Batch.Stored.Name}' was deleted."))
            Navigation.NavigateTo("/batches");
    }

    private async Task<bool> AgreedAsync(string title, string what, string yes, string no) =>
        await Dialogs.ShowMessageBoxAsync(title, what, yesText: yes, cancelText: no) is true;

    private async Task<bool> DoAsync(Func<Task<ControlOutcome>> change, Func<ControlDone, string> describe)
    {
        _busy = true;
        var outcome = await change();
        _busy = false;
        switch (outcome)
        {
            case ControlDone done:
                Messages.Add(describe(done), Severity.Success);
                await Changed.InvokeAsync();
                return true;
            case ControlRefused refused:
                Messages.Add(refused.Message, Severity.Warning);
                break;
        }

        return false;
    }
}
