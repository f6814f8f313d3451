using System.Collections.Concurrent;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Schedules;
using BatchGen.Engine.Client;
using BatchGen.Web.Access;
using BatchGen.Web.Live;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.Dashboard;

/// <summary>Is it running, will it finish, does it fit? Numbers come from the feeds; the database is read when a batch changes state.</summary>
public sealed partial class DashboardPage
{
    private const int ListedBatches = 12;

    /// <summary>Of each kind of what needs attention.</summary>
    private const int ListedTroubles = 5;

    private static readonly TimeSpan ReadPause = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<string, BatchProgress> _moved = new();
    private readonly SeenStates _seen = new();
    private DashboardNow? _now;
    private RefreshGate? _gate;

    [Inject] public required BatchQueries Queries { get; init; }

    [Inject] public required AttentionQueries Troubles { get; init; }

    [Inject] public required BatchSchedules Schedules { get; init; }

    [Inject] public required ProgressFeed Feed { get; init; }

    [Inject] public required IEngineManager Engines { get; init; }

    [Inject] public required Throughput Throughput { get; init; }

    [Inject] public required QueueControl Queue { get; init; }

    [Inject] public required QueueHours Hours { get; init; }

    [Inject] public required ClosingTime Closing { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (!IsLive)
            return;
        _gate = new RefreshGate(() => ShowInTurnAsync(ReadAsync), Clock, ReadPause);
        // One drawing for both: each by itself would double what fifty dashboards cost.
        var changed = Coalesced(ReadFeeds);
        Follow(Feed.SubscribeAll(moved =>
        {
            Keep(moved);
            changed();
        }));
        Follow(Engines.Subscribe(_ => changed()));
        Follow(Queue.Subscribe(() => Show(() => _now = _now is null ? null : _now with { Pause = Queue.Pause })));
        Follow(Closing.Subscribe(() => _ = InvokeAsync(_gate.AskAsync)));
        Follow(Schedules.Subscribe(() => _ = InvokeAsync(_gate.AskAsync)));
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var visible = (await Callers.GetAsync()).Visible;
        var counts = await Queries.CountAsync(visible, Leaving);
        var current = await Queries.ListCurrentAsync(visible, ListedBatches, Leaving);
        _now = new DashboardNow(
            counts,
            [.. current.Select(batch => BatchNow.Of(batch, Feed.Find(batch.PublicId)))],
            Engines.GetStatuses(),
            Throughput.GetHistory(),
            Throughput.Current)
        {
            Depths = await Queries.GetQueueDepthAsync(Leaving),
            Attention = await Troubles.ReadAsync(visible.OwnerId, ListedTroubles, Leaving),
            Pause = Queue.Pause,
            Closed = Hours.ReasonToWait(priority: 0),
            Hour = Throughput.GetHour(),
        };
    }

    /// <summary>On any thread: the last word about each batch, until it is drawn.</summary>
    private void Keep(IReadOnlyList<BatchProgress> moved)
    {
        foreach (var progress in moved)
            _moved[progress.BatchPublicId] = progress;
    }

    private void ReadFeeds()
    {
        if (_now is null)
            return;
        Overlay([.. _moved.Keys.Select(batch => _moved.TryRemove(batch, out var progress) ? progress : null).OfType<BatchProgress>()]);
        ReadEngines();
    }

    private void Overlay(IReadOnlyList<BatchProgress> moved)
    {
        var before = _now!;
        _now = before.With(moved);
        // A batch that is new here, or that began or ended, changes the counts and the lists.
        if (_seen.HasNews(moved, id => before.Find(id)?.State))
            _ = _gate!.AskAsync();
    }

    private void ReadEngines() => _now = _now! with
    {
        Engines = Engines.GetStatuses(),
        Rates = Throughput.GetHistory(),
        TokensPerSecond = Throughput.Current,
        Hour = Throughput.GetHour(),
    };
}
