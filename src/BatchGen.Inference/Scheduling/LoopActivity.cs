namespace BatchGen.Inference.Scheduling;

/// <summary>What the loop is doing at one moment; totals count from its start.</summary>
/// <param name="RunningSequences">Sequences that own a slot.</param>
/// <param name="WaitingSequences">Sequences not admitted yet.</param>
/// <param name="KvCellsUsed">Cells that hold a token of a running sequence; what several share counts once.</param>
/// <param name="KvCellsReserved">Cells that running sequences have or were promised; never above <paramref name="KvCellsTotal"/>.</param>
/// <param name="PrefillTokens">
/// Tokens computed since the start so that an answer can begin or go on: those of prompts, and what had to be computed again.
/// </param>
/// <param name="DecodeTokens">Tokens generated since the start.</param>
/// <param name="Steps">Steps since the start.</param>
public sealed record LoopActivity(
    int RunningSequences,
    int WaitingSequences,
    int KvCellsUsed,
    int KvCellsReserved,
    int KvCellsTotal,
    long PrefillTokens,
    long DecodeTokens,
    long Steps)
{
    /// <summary>There is something to do, and the loop is at it; false while it waits for somebody to ask.</summary>
    public bool IsAwake { get; init; }

    /// <summary>Rises while the loop gets on with what it does, within a step too. Says nothing but that.</summary>
    public long Progress { get; init; }

    /// <summary>Passes over the weights since the start; a step takes one or more (<see cref="Runtime.PassCount"/>).</summary>
    public long Passes { get; init; }

    /// <summary>Tokens since the start that sequences took from others' cells instead of computing them.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Cells that hold a token of an ended sequence only: they are free as soon as somebody needs them.</summary>
    public int KvCellsKept { get; init; }

    /// <summary>How many times since the start a sequence gave its slot back because cells ran out, and went on later.</summary>
    public long Preemptions { get; init; }

    /// <summary>Tokens since the start that were computed on the guess that the answer goes on with them.</summary>
    public long DraftedTokens { get; init; }

    /// <summary>Of those, how many were what the model drew: each saved its sequence a step.</summary>
    public long HitTokens { get; init; }

    /// <summary>What one more row costs a step, in units of what the weights of a pass cost: as measured, or as set.</summary>
    public double DraftRowCost { get; init; }
}
