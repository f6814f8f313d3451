using BatchGen.Batches.Data;
using BatchGen.Web.Localization;
using MudBlazor;

namespace BatchGen.Web.Controls;

/// <summary>How a state is shown: the same tone, word and icon on every page.</summary>
/// <param name="Word">In the reader's language.</param>
public sealed record StateLook(StateTone Tone, string Word, string Icon)
{
    private static StateLook Running => Of(StateTone.Running, "StateRunning", Icons.Material.Outlined.Autorenew);
    private static StateLook Pending => Of(StateTone.Neutral, "StateWaiting", Icons.Material.Outlined.Schedule);
    private static StateLook Retrying => Of(StateTone.Waiting, "StateRetrying", Icons.Material.Outlined.Replay);
    private static StateLook Done => Of(StateTone.Done, "StateDone", Icons.Material.Outlined.CheckCircle);
    private static StateLook DoneWithFailures => Of(StateTone.Waiting, "StatePartlyDone", Icons.Material.Outlined.RuleFolder);
    private static StateLook Failed => Of(StateTone.Failed, "StateFailed", Icons.Material.Outlined.ErrorOutline);
    private static StateLook Cancelled => Of(StateTone.Neutral, "StateCancelled", Icons.Material.Outlined.Block);

    public static StateLook OfBatch(BatchState state, int failedItems) => state switch
    {
        BatchState.Validating => Of(StateTone.Waiting, "StateReadingFile", Icons.Material.Outlined.FindInPage),
        BatchState.Queued => Of(StateTone.Waiting, "StateQueued", Icons.Material.Outlined.Schedule),
        BatchState.Running => Running,
        BatchState.Finalizing => Of(StateTone.Running, "StateWritingFiles", Icons.Material.Outlined.Autorenew),
        BatchState.Completed => failedItems > 0 ? DoneWithFailures : Done,
        BatchState.Paused => Of(StateTone.Waiting, "StatePaused", Icons.Material.Outlined.PauseCircle),
        BatchState.Cancelling => Of(StateTone.Waiting, "StateCancelling", Icons.Material.Outlined.HourglassTop),
        BatchState.Cancelled => Cancelled,
        BatchState.Failed => Failed,
        // Shown to nobody but who had it open just then.
        BatchState.Deleting => Cancelled,
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
        ItemState.Failed => Failed,
    };

    private static StateLook Of(StateTone tone, string text, string icon) => new(tone, Texts<ControlsTexts>.Of(text), icon);
}

/// <summary>The four states used everywhere alike, and the absence of one.</summary>
public enum StateTone
{
    Neutral,
    Running,
    Done,
    Waiting,
    Failed,
}
