using BatchGen.Batches.Execution;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Requests;
using BatchGen.Web.Access;
using BatchGen.Web.Formatting;
using BatchGen.Web.Live;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.BatchView;

public sealed partial class BatchPage
{
    private static readonly TimeSpan ReadPause = TimeSpan.FromMilliseconds(300);

    private static readonly BatchTab ItemsTab = new(null, "TabItems");
    private static readonly BatchTab SettingsTab = new("settings", "TabSettings");
    private static readonly BatchTab TimelineTab = new("timeline", "TabTimeline");
    private static readonly BatchTab DownloadsTab = new("downloads", "TabDownloads");
    private static readonly IReadOnlyList<BatchTab> Tabs = [ItemsTab, SettingsTab, TimelineTab, DownloadsTab];

    private string? _followed;
    private BatchDetails? _details;
    private BatchNow? _batch;
    private Caller? _caller;
    private bool _missing;
    private RefreshGate? _gate;

    [Parameter] public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }

    /// <summary>Which items are listed: an item state's name.</summary>
    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    /// <summary>Which items are listed: a part of a custom_id or an error code.</summary>
    [SupplyParameterFromQuery(Name = "search")] public string? Search { get; set; }

    /// <summary>Which items are listed: a flaw's name.</summary>
    [SupplyParameterFromQuery(Name = "flag")] public string? Flag { get; set; }

    /// <summary>The item that is open: its 1-based place in the input.</summary>
    [SupplyParameterFromQuery(Name = "item")] public int? Item { get; set; }

    [Inject] public required BatchQueries Queries { get; init; }

    [Inject] public required ProgressFeed Feed { get; init; }

    [Inject] public required ClosingTime Closing { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    private BatchTab Current => Tabs.FirstOrDefault(tab => tab.Key == Tab) ?? ItemsTab;

    protected override async Task OnParametersSetAsync()
    {
        if (!IsLive || _followed == Id)
            return;
        _followed = Id;
        _details = null;
        _batch = null;
        _missing = false;
        _gate = new RefreshGate(() => ShowAsync(ReadAsync), Clock, ReadPause);
        Unfollow();
        Follow(Feed.Subscribe(Id, progress => Show(() => Overlay(progress))));
        Follow(Closing.Subscribe(() => _ = InvokeAsync(_gate.AskAsync)));
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _caller ??= await Callers.GetAsync();
        var details = await Queries.GetAsync(Id, Leaving);
        // Somebody else's batch is shown as one that is not there.
        _details = details is not null && _caller.MaySee(details.Summary.OwnerId) ? details : null;
        _missing = _details is null;
        _batch = _details is null ? null : BatchNow.Of(_details.Summary, Feed.Find(Id));
    }

    private void Overlay(BatchProgress progress)
    {
        if (_batch is not { } before)
            return;
        // A retry wakes an ended batch again: what is stored is then behind, and is read anew.
        _batch = before.With(progress);
        // What each of several models has done stands in the database alone.
        if (before.Stored.State != progress.State || (before.Stored.Models.Count > 0 && _batch.Finished != before.Finished))
            _ = _gate!.AskAsync();
    }

    /// <summary>What its lines call the model, where that is not the model's own name; else null.</summary>
    private string? AskedFor => _details?.Settings.Models switch
    {
        null or [] => null,
        [var only] => Shown.Of(only.Name),
        [var first, ..] several => L["AskedForMore", Shown.Of(first.Name), CountText.Of(several.Count - 1)],
    };

    private string PathOf(BatchTab tab) => tab.Key is null ? $"batches/{Id}" : $"batches/{Id}?tab={tab.Key}";
}
