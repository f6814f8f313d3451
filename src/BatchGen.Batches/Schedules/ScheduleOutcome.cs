namespace BatchGen.Batches.Schedules;

/// <summary>What became of a request to change or run a schedule.</summary>
public abstract record ScheduleOutcome;

public sealed record ScheduleSaved(long Id) : ScheduleOutcome;

public sealed record ScheduleDeleted : ScheduleOutcome;

/// <param name="Runs">How each run ended; one, or one a file of the watched folder.</param>
public sealed record ScheduleRan(IReadOnlyList<RunSummary> Runs) : ScheduleOutcome;

/// <param name="Code">Stable, one of <see cref="ScheduleErrorCodes"/>.</param>
/// <param name="Message">A sentence.</param>
public sealed record ScheduleRefused(string Code, string Message) : ScheduleOutcome;
