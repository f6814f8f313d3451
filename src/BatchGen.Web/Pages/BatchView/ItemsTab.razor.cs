using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Web.Controls;
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
        new("All", null),
        new("Done", ItemState.Succeeded),
        new("Failed", ItemState.Failed),
        new("Waiting", ItemState.Pending),
        new("Cancelled", ItemState.Cancelled),
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

    /// <summary>1-based; null when none is open.</summary>
    [Parameter] public int? SelectedItem { get; set; }

    [Inject] public required BatchQueries Queries { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    protected override void OnInitialized() => _gate = new RefreshGate(() => ShowAsync(RefreshAsync), Clock, ReadPause);

    protected override void OnParametersSet()
    {
        var filter = new ItemFilter(Enum.TryParse<ItemState>(State, ignoreCase: true, out var state) ? state : null);
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

    private bool IsRunning(int ordinal) => Batch?.Progress?.Running.Any(item => item.Ordinal == ordinal) ?? false;

    private StateLook Look(ItemSummary item) => StateLook.OfItem(item.State, item.Attempts, IsRunning(item.Ordinal));

    private string PathOf(ItemState? state, int? item)
    {
        var parts = new[]
        {
            state is null ? null : $"state={state.ToString()!.ToLowerInvariant()}",
            item is null ? null : $"item={item}",
        }.OfType<string>().ToList();
        return parts.Count == 0 ? $"/batches/{BatchId}" : $"/batches/{BatchId}?{string.Join('&', parts)}";
    }
}
