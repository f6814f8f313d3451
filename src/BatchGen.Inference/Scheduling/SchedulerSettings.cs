namespace BatchGen.Inference.Scheduling;

/// <param name="MaxPassedOver">
/// How many later sequences may take a slot while an earlier one still waits for enough free cells, or while they share more with what
/// is in the cache. 0 keeps strict order; more keeps the slots fuller while a long prompt waits.
/// </param>
/// <param name="Order">Who goes first among equal priorities; null is <see cref="ArrivalOrder"/>.</param>
/// <param name="Reserves">How many cells a sequence must find free to begin.</param>
/// <param name="DraftRowCost">
/// What one more row costs a step, in units of what the weights of a pass cost (<see cref="DraftRecord"/>); null measures it while the loop
/// runs. 0 or less drafts nothing.
/// </param>
/// <param name="FirstRowCost">The same until the loop has measured it: what was measured when the model was loaded, or null.</param>
public sealed record SchedulerSettings(
    int MaxPassedOver = 16,
    ISequenceOrder? Order = null,
    CellReserve Reserves = CellReserve.Expected,
    double? DraftRowCost = null,
    double? FirstRowCost = null);

/// <summary>How many cells a sequence must find free in a unified cache to begin. (With cells per slot it finds its slot's.)</summary>
public enum CellReserve
{
    /// <summary>
    /// What nine of ten of its group have needed so far; all it may need while too few of them have ended. When cells run out after all,
    /// the youngest gives its slot back and goes on later where it was: only time is lost.
    /// </summary>
    Expected,

    /// <summary>All it may ever need: nothing is computed twice, and a generous max_tokens keeps others out.</summary>
    Longest,
}
