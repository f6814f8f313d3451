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

    [Parameter] public EventCallback Changed { get; set; }

    [Inject] public required BatchControl Control { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private async Task CancelAsync()
    {
        var left = CountText.Of(Batch.Total - Batch.Finished, "item");
        if (await AgreedAsync("Cancel", L["CancelText", left]))
            await DoAsync(() => Control.CancelAsync(Batch.Id, CancellationToken.None), done => L["Cancelled", CountText.Of(done.Items, "item")]);
    }

    private Task<bool> RetryAsync() =>
        DoAsync(() => Control.RetryFailedAsync(Batch.Id, CancellationToken.None), done => L["Retried", CountText.Of(done.Items, "item")]);

    private async Task DeleteAsync()
    {
        if (await AgreedAsync("Delete", L["DeleteText", Batch.Stored.Name, CountText.Of(Batch.Total, "item")])
            && await DoAsync(() => Control.DeleteAsync(Batch.Id, CancellationToken.None), _ => L["Deleted", Batch.Stored.Name]))
            Navigation.NavigateTo("/batches");
    }

    /// <param name="action">Names the question's title and both answers among the texts of this folder.</param>
    private async Task<bool> AgreedAsync(string action, string what) =>
        await Dialogs.ShowMessageBoxAsync(L[$"{action}Title"].Value, what, yesText: L[$"{action}Yes"].Value, cancelText: L[$"{action}No"].Value) is true;

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
