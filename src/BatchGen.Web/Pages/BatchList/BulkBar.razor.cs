using System.Globalization;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Labelling;
using BatchGen.Web.Access;
using BatchGen.Web.Formatting;
using BatchGen.Web.Sentences;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.BatchList;

/// <summary>Does one thing to every selected batch, one after another, and says what was left and why.</summary>
public sealed partial class BulkBar : IDisposable
{
    private BulkAction? _asked;
    private bool _labels;
    private string? _typed;
    private int? _done;
    private int _total;
    private CancellationTokenSource? _stop;

    /// <summary>Public ids.</summary>
    [Parameter, EditorRequired] public required IReadOnlyCollection<string> Selection { get; set; }

    [Parameter] public EventCallback Cleared { get; set; }

    /// <summary>Told once it was done; the selection is then no more.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    [Inject] public required BatchControl Control { get; init; }

    [Inject] public required BatchLabelling Labelling { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    private string Number => Selection.Count.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _stop?.Dispose();

    private void Ask(BulkAction action)
    {
        _asked = action;
        _typed = null;
    }

    private void AskForLabel()
    {
        _labels = true;
        _typed = null;
    }

    private async Task DoAsync(BulkAction action)
    {
        _asked = null;
        _labels = false;
        _stop = new CancellationTokenSource();
        var ids = Selection.ToList();
        var who = (await Callers.GetAsync()).Name;
        _total = ids.Count;
        var refused = new List<ControlRefused>();
        for (_done = 0; _done < ids.Count && !_stop.IsCancellationRequested; _done++)
        {
            var id = ids[_done.Value];
            // Not on the page's own thread: SQLite's calls end before they return, and nothing would be drawn nor a stop heard.
            if (await Task.Run(() => ChangeAsync(action, id, who)) is ControlRefused refusal)
                refused.Add(refusal);
            StateHasChanged();
        }

        Say(action, _done.Value - refused.Count, refused);
        _done = null;
        _stop.Dispose();
        _stop = null;
        await Changed.InvokeAsync();
    }

    private Task<ControlOutcome> ChangeAsync(BulkAction action, string id, string who) => action switch
    {
        BulkAction.Cancel => Control.CancelAsync(id, CancellationToken.None),
        BulkAction.RetryFailed => Control.RetryFailedAsync(id, CancellationToken.None),
        BulkAction.AddLabel => Labelling.AddAsync(id, _typed ?? "", CancellationToken.None),
        BulkAction.RemoveLabel => Labelling.RemoveAsync(id, _typed ?? "", CancellationToken.None),
        BulkAction.Delete => Control.DeleteAsync(id, who, CancellationToken.None),
    };

    private void Say(BulkAction action, int done, List<ControlRefused> refused)
    {
        if (done > 0 || refused.Count == 0)
            Messages.Add(L[$"Done{action}", CountText.Of(done)], Severity.Success);
        if (refused.Count > 0)
            Messages.Add(L["Left", CountText.Of(refused.Count), SpokenSentence.Of(refused[0].Sentence, refused[0].Code)], Severity.Warning);
    }
}
