namespace BatchGen.Inference.Scheduling;

/// <summary>What the loop is doing at one moment; totals count from its start.</summary>
/// <param name="RunningSequences">Sequences that own a slot.</param>
/// <param name="WaitingSequences">Sequences not admitted yet.</param>
/// <param name="KvCellsUsed">Cells that hold a token.</param>
/// <param name="KvCellsReserved">Cells promised to running sequences; never above <paramref name="KvCellsTotal"/>.</param>
/// <param name="PrefillTokens">Prompt tokens computed since the start.</param>
/// <param name="DecodeTokens">Tokens generated since the start.</param>
/// <param name="Steps">Steps since the start.</param>
/// <param name="LastStep">When the last step ended (the supervisor's sign of life), UTC.</param>
public sealed record LoopActivity(
    int RunningSequences,
    int WaitingSequences,
    int KvCellsUsed,
    int KvCellsReserved,
    int KvCellsTotal,
    long PrefillTokens,
    long DecodeTokens,
    long Steps,
    DateTimeOffset LastStep);
