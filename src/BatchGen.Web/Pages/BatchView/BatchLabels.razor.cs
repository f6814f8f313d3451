using BatchGen.Batches.Execution;
using BatchGen.Batches.Labelling;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.BatchView;

public sealed partial class BatchLabels
{
    private string _typed = "";
    private bool _busy;

    [Parameter, EditorRequired] public required string BatchId { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<string> Labels { get; set; }

    [Parameter] public bool MayChange { get; set; }

    [Parameter] public EventCallback Changed { get; set; }

    [Inject] public required BatchLabelling Labelling { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    private async Task AddAsync()
    {
        if (!string.IsNullOrWhiteSpace(_typed) && await DoAsync(Labelling.AddAsync(BatchId, _typed, CancellationToken.None)))
            _typed = "";
    }

    /// <returns>False when it was refused, which was said.</returns>
    private async Task<bool> DoAsync(Task<ControlOutcome> change)
    {
        _busy = true;
        var refused = await change as ControlRefused;
        _busy = false;
        if (refused is not null)
            Messages.Add(refused.Message, Severity.Warning);
        await Changed.InvokeAsync();
        return refused is null;
    }
}
