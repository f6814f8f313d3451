namespace BatchGen.Batches.Submission;

/// <summary>Which run of which schedule a batch comes from.</summary>
public sealed record ScheduledBy(long ScheduleId, long RunId);
