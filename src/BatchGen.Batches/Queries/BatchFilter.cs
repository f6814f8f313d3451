using BatchGen.Batches.Data;

namespace BatchGen.Batches.Queries;

/// <param name="State">Null takes all.</param>
/// <param name="Search">Beginnings of words of the name, the labels or the id, all of them wanted; null takes all.</param>
/// <param name="Label">Exactly so; null takes all.</param>
/// <param name="ScheduleId">Batches that this schedule submitted; null takes all.</param>
/// <param name="OwnerId">Whose batches; null takes everybody's.</param>
public sealed record BatchFilter(
    BatchState? State = null,
    string? Search = null,
    string? Label = null,
    long? ScheduleId = null,
    BatchSort Sort = BatchSort.Newest,
    long? OwnerId = null)
{
    public static BatchFilter All { get; } = new();
}
