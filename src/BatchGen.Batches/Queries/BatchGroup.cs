namespace BatchGen.Batches.Queries;

/// <summary>Batches that have a label, or that a schedule submitted.</summary>
/// <param name="Name">The label, or the schedule's name.</param>
/// <param name="ScheduleId">Null for a label.</param>
public sealed record BatchGroup(string Name, long? ScheduleId, int Batches);
