using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;
using BatchGen.Web.Live;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.BatchList;

public sealed partial class BatchListPage
{
    private const int PageSize = 50;
    private const int ShownGroups = 20;
    private const int ShownOwners = 100;
    private const int BatchesOfAGroup = 3;

    private static readonly TimeSpan ReadPause = TimeSpan.FromMilliseconds(300);

    private readonly HashSet<string> _selected = [];
    private readonly SeenStates _seen = new();
    private ListAddress _address = ListAddress.All;
    private IReadOnlyList<BatchNow>? _batches;
    private IReadOnlyList<ShownGroup>? _groups;
    private Caller? _caller;
    private IReadOnlyList<BatchGroup> _owners = [];
    private string? _scheduleName;
    private int _foundTemplates;
    private string? _cursor;
    private bool _loadingMore;
    private RefreshGate? _gate;

    /// <summary>A batch state's name; anything else shows all.</summary>
    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    /// <summary>Beginnings of words.</summary>
    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "label")] public string? Label { get; set; }

    [SupplyParameterFromQuery(Name = "schedule")] public long? Schedule { get; set; }

    [SupplyParameterFromQuery(Name = "owner")] public long? Owner { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "group")] public string? Group { get; set; }

    [Inject] public required BatchQueries Queries { get; init; }

    [Inject] public required BatchSchedules Schedules { get; init; }

    [Inject] public required TemplateQueries Templates { get; init; }

    [Inject] public required ProgressFeed Feed { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    protected override void OnInitialized()
    {
        if (!IsLive)
            return;
        _gate = new RefreshGate(() => ShowAsync(ReadAsync), Clock, ReadPause);
        Follow(Feed.SubscribeAll(moved => Show(() => Overlay(moved))));
    }

    protected override async Task OnParametersSetAsync()
    {
        var address = ListAddress.Parse(State, Search, Label, Schedule, Owner, Sort, Group);
        var isShown = address == _address && (_batches is not null || _groups is not null);
        _address = address;
        if (!IsLive || isShown)
            return;
        _caller = await Callers.GetAsync();
        _batches = null;
        _groups = null;
        _selected.Clear();
        _scheduleName = address.Filter.ScheduleId is { } schedule ? await NameOfAsync(schedule) : null;
        _owners = _caller.Visible.OwnerId is null ? await Queries.ListOwnersAsync(ShownOwners, Leaving) : [];
        _foundTemplates = address.Filter.Search is { } search ? (await Templates.ListAsync(_caller.Visible.OwnerId, search, Leaving)).Count : 0;
        await ReadAsync();
    }

    /// <summary>Null when there is none that this user may see.</summary>
    private async Task<string?> NameOfAsync(long schedule) =>
        await Schedules.GetAsync(schedule, Leaving) is { } found && _caller!.MaySee(found.OwnerId) ? found.Draft.Name : null;

    /// <summary>What the address asks for, of what the user may see.</summary>
    private BatchFilter Filter => _address.Filter with { OwnerId = _caller?.Visible.OwnerId ?? _address.Filter.OwnerId };

    private Task ReadAsync() => _address.Grouping is BatchGrouping.None ? ReadBatchesAsync() : ReadGroupsAsync();

    /// <summary>Reads as many as are shown: what was loaded by "Load more" stays.</summary>
    private async Task ReadBatchesAsync()
    {
        var address = _address;
        var page = await Queries.ListAsync(Filter, cursor: null, Math.Max(PageSize, _batches?.Count ?? 0), Leaving);
        // The user may have gone on to another filter meanwhile.
        if (address != _address)
            return;
        _batches = [.. page.Batches.Select(Now)];
        _cursor = page.Cursor;
        _selected.IntersectWith(_batches.Select(batch => batch.Id));
    }

    private async Task ReadGroupsAsync()
    {
        var address = _address;
        var groups = address.Grouping switch
        {
            BatchGrouping.Label => await Queries.ListLabelsAsync(Filter.OwnerId, ShownGroups, Leaving),
            BatchGrouping.Schedule => await Queries.ListSchedulesAsync(Filter.OwnerId, ShownGroups, Leaving),
            _ => _owners.Where(owner => Filter.OwnerId is null || owner.OwnerId == Filter.OwnerId).Take(ShownGroups).ToList(),
        };
        var shown = new List<ShownGroup>();
        foreach (var group in groups)
        {
            var page = await Queries.ListAsync(ShownGroup.FilterOf(group, Filter), cursor: null, BatchesOfAGroup, Leaving);
            shown.Add(new ShownGroup(group, [.. page.Batches.Select(Now)]));
        }

        if (address == _address)
            _groups = shown;
    }

    private async Task LoadMoreAsync()
    {
        _loadingMore = true;
        var page = await Queries.ListAsync(Filter, _cursor, PageSize, Leaving);
        var before = _batches ?? [];
        // Orders that move (progress) may bring one again that is shown already.
        _batches = [.. before, .. page.Batches.Select(Now).ExceptBy(before.Select(batch => batch.Id), batch => batch.Id)];
        _cursor = page.Cursor;
        _loadingMore = false;
    }

    private BatchNow Now(BatchSummary batch) => BatchNow.Of(batch, Feed.Find(batch.PublicId));

    /// <summary>Only what the user may change can be selected.</summary>
    private bool IsSelectable(BatchNow batch) => _caller?.MayChange(batch.Stored.OwnerId) is true;

    private void Select(string id)
    {
        if (!_selected.Add(id))
            _selected.Remove(id);
    }

    private void Clear() => _selected.Clear();

    private Task ChangedAsync()
    {
        _selected.Clear();
        return ReadAsync();
    }

    private void Overlay(IReadOnlyList<BatchProgress> moved)
    {
        if (_batches is not { } before)
            return;
        var byId = moved.ToDictionary(progress => progress.BatchPublicId);
        _batches = [.. before.Select(batch => byId.TryGetValue(batch.Id, out var progress) ? batch.With(progress) : batch)];
        // New here, begun or ended: it may belong into this filter now, or no longer.
        if (_seen.HasNews(moved, id => before.FirstOrDefault(batch => batch.Id == id)?.State))
            _ = _gate!.AskAsync();
    }
}
