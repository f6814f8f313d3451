using BatchGen.Batches.Queries;
using BatchGen.Code.Tasks;
using BatchGen.Web.Controls;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.BatchView;

/// <summary>One item beside the list: what it asked, what came, what it took, or why it failed.</summary>
public sealed partial class ItemPanel
{
    private ItemDetails? _item;
    private IReadOnlyList<PieceSummary> _pieces = [];
    private bool _missing;
    private Reading? _read;

    [Parameter, EditorRequired] public required string BatchId { get; set; }

    /// <summary>1-based place in the input.</summary>
    [Parameter, EditorRequired] public required int Place { get; set; }

    /// <summary>Changes when the batch has moved and the item may have.</summary>
    [Parameter] public int Version { get; set; }

    [Parameter] public bool IsRunning { get; set; }

    [Parameter, EditorRequired] public required string ClosePath { get; set; }

    [Inject] public required BatchQueries Queries { get; init; }

    [Inject] public required PieceQueries Pieces { get; init; }

    /// <summary>The answer is the file again, so that what changed can be shown.</summary>
    private bool IsFileAnswer => _item?.Task?.Kind is TaskKind.Comment or TaskKind.Fix;

    /// <summary>What fills a gap, and a file that came back without a fence, is source from its first character.</summary>
    private bool IsSourceAnswer => _item?.Task?.Kind is TaskKind.Infill || (IsFileAnswer && _item?.Text?.Contains("```", StringComparison.Ordinal) is false);

    private StateLook Look => StateLook.OfItem(_item!.Summary.State, _item.Summary.Attempts, IsRunning);

    protected override async Task OnParametersSetAsync()
    {
        var wanted = new Reading(BatchId, Place, Version);
        if (_read == wanted)
            return;
        // An item that has its end keeps it while the batch goes on; only a retry, which takes ends back, reopens it.
        var isSameAndDone = _read is { } read
            && read.Batch == BatchId
            && read.Place == Place
            && read.Version < Version
            && _item?.Summary.FinishedAt is not null;
        _read = wanted;
        if (isSameAndDone)
            return;
        var item = await Queries.GetItemAsync(BatchId, Place - 1, Leaving);
        var pieces = item?.Summary.Parts > 0 ? await Pieces.ListAsync(BatchId, Place - 1, Leaving) : [];
        if (_read != wanted)
            return;
        _item = item;
        _pieces = pieces;
        _missing = item is null;
    }

    private static string TitleOf(string role) => role switch
    {
        "system" => "SystemPrompt",
        "assistant" => "EarlierAnswer",
        "tool" => "Tool",
        _ => "Prompt",
    };

    /// <summary>What the shown item was read for.</summary>
    private sealed record Reading(string Batch, int Place, int Version);
}
