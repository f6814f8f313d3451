using BatchGen.Batches.Data;
using BatchGen.Web.Localization;
using MudBlazor;

namespace BatchGen.Web.Controls;

/// <summary>How a state is shown: the same tone, word and icon on every page.</summary>
/// <param name="Key">Its word's name among the texts of this folder.</param>
public sealed record StateLook(StateTone Tone, string Key, string Icon)
{
    private static readonly StateLook Running = new(StateTone.Running, "StateRunning", Icons.Material.Outlined.Autorenew);
    private static readonly StateLook Pending = new(StateTone.Neutral, "StateWaiting", Icons.Material.Outlined.Schedule);
    private static readonly StateLook Retrying = new(StateTone.Waiting, "StateRetrying", Icons.Material.Outlined.Replay);
    private static readonly StateLook Done = new(StateTone.Done, "StateDone", Icons.Material.Outlined.CheckCircle);
    private static readonly StateLook DoneWithFailures = new(StateTone.Waiting, "StatePartlyDone", Icons.Material.Outlined.RuleFolder);
    private static readonly StateLook Failed = new(StateTone.Failed, "StateFailed", Icons.Material.Outlined.ErrorOutline);
    private static readonly StateLook Cancelled = new(StateTone.Neutral, "StateCancelled", Icons.Material.Outlined.Block);

    /// <summary>In the reader's language.</summary>
    public string Word => Texts<ControlsTexts>.Of(Key);

    public static StateLook OfBatch(BatchState state, int failedItems) => state switch
    {
        BatchState.Queued => new(StateTone.Waiting, "StateQueued", Icons.Material.Outlined.Schedule),
        BatchState.Running => Running,
        BatchState.Finalizing => new(StateTone.Running, "StateWritingFiles", Icons.Material.Outlined.Autorenew),
        BatchState.Completed => failedItems > 0 ? DoneWithFailures : Done,
        BatchState.Paused => new(StateTone.Waiting, "StatePaused", Icons.Material.Outlined.PauseCircle),
        BatchState.Cancelling => new(StateTone.Waiting, "StateCancelling", Icons.Material.Outlined.HourglassTop),
        BatchState.Cancelled => Cancelled,
        _ => Failed,
    };

    /// <param name="attempts">Times it was sent to an engine: one that waits after the first is being retried, not failed.</param>
    /// <param name="isRunning">As the progress feed says; the database does not know.</param>
    public static StateLook OfItem(ItemState state, int attempts, bool isRunning) => state switch
    {
        ItemState.Pending when isRunning => Running,
        ItemState.Pending when attempts > 0 => Retrying,
        ItemState.Pending => Pending,
        ItemState.Succeeded => Done,
        ItemState.Cancelled => Cancelled,
        _ => Failed,
    };
}
