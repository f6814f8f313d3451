using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Schedules;

/// <summary>What became of a request to change or run a schedule.</summary>
public abstract record ScheduleOutcome;

public sealed record ScheduleSaved(long Id) : ScheduleOutcome;

public sealed record ScheduleDeleted : ScheduleOutcome;

/// <param name="Runs">How each run ended; one, or one a file of the watched folder.</param>
public sealed record ScheduleRan(IReadOnlyList<RunSummary> Runs) : ScheduleOutcome;

/// <param name="Code">Stable, one of <see cref="ScheduleErrorCodes"/>.</param>
/// <param name="Sentence">A sentence.</param>
public sealed record ScheduleRefused(string Code, Sentence Sentence) : ScheduleOutcome
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}
