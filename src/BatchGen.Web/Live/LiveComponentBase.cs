using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Live;

/// <summary>
/// A component that shows what changes by itself. It subscribes only where it is interactive (a prerendered page is gone
/// before anything changes) and stops when it is disposed.
/// </summary>
public abstract class LiveComponentBase : ComponentBase, IDisposable
{
    private readonly List<IDisposable> _subscriptions = [];
    private readonly CancellationTokenSource _leaving = new();

    // Components are made on their circuit's thread, in its user's language; callbacks come from threads that have none.
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _language = CultureInfo.CurrentUICulture;

    [Inject] public required DrawTurns Turns { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>Cancelled when the user leaves the page: nobody reads the answer any more.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    protected bool IsLive => RendererInfo.IsInteractive;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _leaving.IsCancellationRequested)
            return;
        _leaving.Cancel();
        Unfollow();
        _leaving.Dispose();
    }

    protected void Follow(IDisposable subscription) => _subscriptions.Add(subscription);

    protected void Unfollow()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        _subscriptions.Clear();
    }

    /// <summary>
    /// For callbacks that only say that something changed: however many come, one reading is under way, and it waits for
    /// its turn among all that the circuit draws. It never runs on the caller's thread, as an idle renderer's would: the
    /// engine's own loop must not wait for a page to be drawn.
    /// </summary>
    /// <param name="pace">The least time between two readings; without one, as often as there is a turn.</param>
    protected Action Coalesced(Action read, TimeSpan pace = default)
    {
        var asked = 0;
        long? last = null;
        return () =>
        {
            if (Interlocked.Exchange(ref asked, 1) == 0)
                _ = Task.Run(ReadAsync);
        };

        async Task ReadAsync()
        {
            await Turns.WaitAsync(last is { } before ? pace - Clock.GetElapsedTime(before) : TimeSpan.Zero);
            Show(() =>
            {
                // Before reading: what changes from here on is asked for anew.
                last = Clock.GetTimestamp();
                Interlocked.Exchange(ref asked, 0);
                read();
            });
        }
    }

    /// <summary>Runs a change on the renderer's thread and shows it. For callbacks, which come on any thread.</summary>
    protected void Show(Action change) => _ = ShowAsync(() =>
    {
        change();
        return Task.CompletedTask;
    });

    /// <summary>As <see cref="ShowAsync"/>, in turn with all else that the circuit draws.</summary>
    protected async Task ShowInTurnAsync(Func<Task> change)
    {
        await Turns.WaitAsync(TimeSpan.Zero);
        await ShowAsync(change);
    }

    /// <summary>As <see cref="Show"/>, for changes that read the database. A failure reaches the error boundary.</summary>
    protected Task ShowAsync(Func<Task> change) => InvokeAsync(async () =>
    {
        if (_leaving.IsCancellationRequested)
            return;
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _language;
        try
        {
            await change();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // Left while it was loading.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    });
}
