namespace BatchGen.Batches.Queries;

/// <summary>What a person should look at; empty when all is well.</summary>
/// <param name="Batches">Those that wait for something, then those that ended with failures, newest first.</param>
/// <param name="Schedules">Newest refusal first.</param>
public sealed record AttentionList(IReadOnlyList<BatchSummary> Batches, IReadOnlyList<RefusedSchedule> Schedules)
{
    public static AttentionList Empty { get; } = new([], []);
}
