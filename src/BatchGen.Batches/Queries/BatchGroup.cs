namespace BatchGen.Batches.Queries;

/// <summary>Batches that have a label, that a schedule submitted, or that are one person's.</summary>
/// <param name="Name">The label, or the schedule's or the person's name.</param>
/// <param name="ScheduleId">Null for a label and a person.</param>
public sealed record BatchGroup(string Name, long? ScheduleId, int Batches)
{
    /// <summary>Null for a label and a schedule.</summary>
    public long? OwnerId { get; init; }
}
