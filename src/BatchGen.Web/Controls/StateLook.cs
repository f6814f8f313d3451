using BatchGen.Batches.Data;
using MudBlazor;

namespace BatchGen.Web.Controls;

/// <summary>How a state is shown: the same tone, word and icon on every page.</summary>
public sealed record StateLook(StateTone Tone, string Word, string Icon)
{
    private static readonly StateLook Running = new(StateTone.Running, "Running", Icons.Material.Outlined.Autorenew);
    private static readonly StateLook Pending = new(StateTone.Neutral, "Waiting", Icons.Material.Outlined.Schedule);
    private static readonly StateLook Retrying = new(StateTone.Waiting, "Retrying", Icons.Material.Outlined.Replay);
    private static readonly StateLook Done = new(StateTone.Done, "Done", Icons.Material.Outlined.CheckCircle);
    private static readonly StateLook DoneWithFailures = new(StateTone.Waiting, "Partly done", Icons.Material.Outlined.RuleFolder);
    private static readonly StateLook Failed = new(StateTone.Failed, "Failed", Icons.Material.Outlined.ErrorOutline);
    private static readonly StateLook Cancelled = new(StateTone.Neutral, "Cancelled", Icons.Material.Outlined.Block);

    public static StateLook OfBatch(BatchState state, int failedItems) => state switch
    {
        BatchState.Queued => new(StateTone.Waiting, "Queued", Icons.Material.Outlined.Schedule),
        BatchState.Running => Running,
        BatchState.Paused => new(StateTone.Waiting, "Paused", Icons.Material.Outlined.PauseCircle),
        BatchState.Finalizing => new(StateTone.Running, "Writing files", Icons.Material.Outlined.Autorenew),
        BatchState.Completed => failedItems > 0 ? DoneWithFailures : Done,
        BatchState.Cancelling => new(StateTone.Waiting, "Cancelling", Icons.Material.Outlined.HourglassTop),
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
