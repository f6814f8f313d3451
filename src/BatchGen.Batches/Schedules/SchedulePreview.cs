using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Schedules;

/// <param name="Times">In the draft's time zone, each with the offset that holds then.</param>
/// <param name="Problem">Why there are none, in a sentence; else null.</param>
public sealed record SchedulePreview(IReadOnlyList<DateTimeOffset> Times, Sentence? Problem)
{
    public const int MostTimes = 5;
}
