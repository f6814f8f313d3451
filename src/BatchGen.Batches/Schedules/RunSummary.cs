using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Schedules;

/// <summary>One line of a schedule's history.</summary>
/// <param name="BatchPublicId">Null unless a batch came of it.</param>
/// <param name="BatchState">Null when there is no batch, or it was deleted.</param>
public sealed record RunSummary(
    long Id, DateTimeOffset At, RunState State, string? BatchPublicId, BatchState? BatchState, Sentence? Note, string? FileName);
