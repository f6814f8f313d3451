using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Web.Access;
using BatchGen.Web.Live;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.BatchList;

public sealed partial class BatchListPage
{
    private const int PageSize = 50;

    private static readonly TimeSpan ReadPause = TimeSpan.FromMilliseconds(300);

    private static readonly IReadOnlyList<FilterChoice> Choices =
    [
        new("All", null),
        new("Running", BatchState.Running),
        new("Queued", BatchState.Queued),
        new("Done", BatchState.Completed),
        new("Failed", BatchState.Failed),
        new("Cancelled", BatchState.Cancelled),
    ];

    private BatchFilter _filter = BatchFilter.All;
    private IReadOnlyList<BatchNow>? _batches;
    private string? _cursor;
    private bool _loadingMore;
    private RefreshGate? _gate;

    /// <summary>A batch state's name; anything else shows all.</summary>
    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    [Inject] public required BatchQueries Queries { get; init; }

    [Inject] public required ProgressFeed Feed { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    protected override void OnInitialized()
    {
        if (!IsLive)
            return;
        _gate = new RefreshGate(() => ShowAsync(ReadAsync), Clock, ReadPause);
        Follow(Feed.SubscribeAll(moved => Show(() => Overlay(moved))));
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!IsLive)
            return;
        var visible = (await Callers.GetAsync()).Visible;
        var filter = visible with { State = Enum.TryParse<BatchState>(State, ignoreCase: true, out var state) ? state : null };
        if (filter == _filter && _batches is not null)
            return;
        _filter = filter;
        _batches = null;
        await ReadAsync();
    }

    /// <summary>Reads as many as are shown: what was loaded by "Load more" stays.</summary>
    private async Task ReadAsync()
    {
        var page = await Queries.ListAsync(_filter, cursor: null, Math.Max(PageSize, _batches?.Count ?? 0), Leaving);
        _batches = [.. page.Batches.Select(Now)];
        _cursor = page.Cursor;
    }

    private async Task LoadMoreAsync()
    {
        _loadingMore = true;
        var page = await Queries.ListAsync(_filter, _cursor, PageSize, Leaving);
        _batches = [.. _batches ?? [], .. page.Batches.Select(Now)];
        _cursor = page.Cursor;
        _loadingMore = false;
    }

    private BatchNow Now(BatchSummary batch) => BatchNow.Of(batch, Feed.Find(batch.PublicId));

    private void Overlay(IReadOnlyList<BatchProgress> moved)
    {
        if (_batches is not { } before)
            return;
        _batches = [.. before.Select(batch => moved.FirstOrDefault(progress => progress.BatchPublicId == batch.Id) is { } progress ? batch.With(progress) : batch)];
        // New here, begun or ended: it may belong into this filter now, or no longer.
        if (moved.Any(progress => before.FirstOrDefault(batch => batch.Id == progress.BatchPublicId)?.State != progress.State))
            _ = _gate!.AskAsync();
    }
}
