using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Web.Controls;
using BatchGen.Web.Formatting;
using BatchGen.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace BatchGen.Web.Pages.BatchView;

/// <summary>The items, only those in sight read from the database; beside them the one that is open.</summary>
public sealed partial class ItemsTab
{
    private static readonly TimeSpan ReadPause = TimeSpan.FromMilliseconds(300);

    private static readonly IReadOnlyList<ItemChoice> Choices =
    [
        new("FilterAll", null),
        new("FilterDone", ItemState.Succeeded),
        new("FilterFailed", ItemState.Failed),
        new("FilterWaiting", ItemState.Pending),
        new("FilterCancelled", ItemState.Cancelled),
    ];

    private Virtualize<ItemSummary>? _list;
    private ItemFilter _filter = ItemFilter.All;
    private int? _total;
    private int _finishedSeen = -1;
    private RefreshGate? _gate;

    [Parameter, EditorRequired] public required string BatchId { get; set; }

    /// <summary>Null while it is being read.</summary>
    [Parameter, EditorRequired] public required BatchNow? Batch { get; set; }

    [Parameter] public string? State { get; set; }

    /// <summary>A part of a custom_id or an error code.</summary>
    [Parameter] public string? Search { get; set; }

    /// <summary>The name of a flaw that listed answers have.</summary>
    [Parameter] public string? Flag { get; set; }

    /// <summary>1-based; null when none is open.</summary>
    [Parameter] public int? SelectedItem { get; set; }

    [Inject] public required BatchQueries Queries { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override void OnInitialized() => _gate = new RefreshGate(() => ShowAsync(RefreshAsync), Clock, ReadPause);

    protected override void OnParametersSet()
    {
        var filter = new ItemFilter(
            Enum.TryParse<ItemState>(State, ignoreCase: true, out var state) ? state : null,
            string.IsNullOrWhiteSpace(Search) ? null : Search,
            Enum.TryParse<QualityFlags>(Flag, ignoreCase: true, out var flag) && Enum.IsDefined(flag) ? flag : QualityFlags.None);
        var moved = Batch is not null && Batch.Finished != _finishedSeen;
        if (filter == _filter && !moved)
            return;
        _filter = filter;
        _finishedSeen = Batch?.Finished ?? -1;
        _ = _gate!.AskAsync();
    }

    private Task RefreshAsync() => _list?.RefreshDataAsync() ?? Task.CompletedTask;

    private async ValueTask<ItemsProviderResult<ItemSummary>> ProvideAsync(ItemsProviderRequest request)
    {
        var page = await Queries.ListItemsAsync(BatchId, _filter, request.StartIndex, request.Count, request.CancellationToken);
        if (_total != page.Total)
        {
            _total = page.Total;
            StateHasChanged();
        }

        return new ItemsProviderResult<ItemSummary>(page.Items, page.Total);
    }

    private void SearchChanged(ChangeEventArgs change) =>
        Navigation.NavigateTo(PathOf(_filter with { Search = string.IsNullOrWhiteSpace(change.Value as string) ? null : (string)change.Value }, null));

    private IEnumerable<FlagChoice> Flaws => Batch is null ? [] : FlagChoice.Of(Batch.Stored.Quality);

    /// <summary>How far a chunked item is; null for a whole one and for one that ended.</summary>
    private string? PiecesOf(ItemSummary item)
    {
        if (item.Parts == 0)
            return null;
        return Batch?.Progress?.Running.FirstOrDefault(running => running.Ordinal == item.Ordinal) is { Pieces: > 0 } running
            ? L["PiecesDone", CountText.Of(running.PiecesDone), CountText.Of(running.Pieces)]
            : CountText.Of(item.Parts, "chunk");
    }

    private bool IsRunning(int ordinal) => Batch?.Progress?.Running.Any(item => item.Ordinal == ordinal) ?? false;

    private StateLook Look(ItemSummary item) => StateLook.OfItem(item.State, item.Attempts, IsRunning(item.Ordinal));

    private string PathOf(ItemFilter filter, int? item)
    {
        var parts = new[]
        {
            filter.State is { } state ? $"state={state.ToString().ToLowerInvariant()}" : null,
            filter.Flags == QualityFlags.None ? null : $"flag={filter.Flags.ToString().ToLowerInvariant()}",
            filter.Search is { } search ? $"search={Uri.EscapeDataString(search)}" : null,
            item is null ? null : $"item={item}",
        }.OfType<string>().ToList();
        return parts.Count == 0 ? $"batches/{BatchId}" : $"batches/{BatchId}?{string.Join('&', parts)}";
    }
}
