using BatchGen.Batches.Schedules;

namespace BatchGen.Web.Api;

/// <summary>One time a schedule was due, or was run by hand.</summary>
/// <param name="State">starting, submitted, skipped or refused.</param>
/// <param name="Batch">Null unless a batch came of it.</param>
/// <param name="Note">Why none did, as a sentence.</param>
internal sealed record ScheduleRunBody(long Id, DateTimeOffset At, string State, string? Batch, string? Note, string? FileName)
{
    public static ScheduleRunBody Of(RunSummary run) =>
        new(run.Id, run.At, run.State.ToString().ToLowerInvariant(), run.BatchPublicId, run.Note?.ToString(), run.FileName);
}
