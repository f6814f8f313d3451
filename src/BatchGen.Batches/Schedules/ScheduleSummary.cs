using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Schedules;

/// <summary>One line of the list of schedules, and all the editor needs.</summary>
/// <param name="NextRunAt">Null while it is disabled, or when it has run for the last time.</param>
/// <param name="OwnerId">Whose batches it submits; null when nobody's.</param>
public sealed record ScheduleSummary(
    long Id, ScheduleDraft Draft, string TemplateName, bool IsEnabled, DateTimeOffset? NextRunAt, RunSummary? LastRun, long? OwnerId)
{
    internal static ScheduleDraft DraftOf(Schedule schedule) => new(
        schedule.Name,
        schedule.TemplateId,
        schedule.Cron,
        schedule.OnceAt,
        schedule.TimeZone,
        schedule.Overlap,
        schedule.MissedRuns,
        schedule.Folder,
        schedule.ReadFiles);
}

/// <summary>One line of a schedule's history.</summary>
/// <param name="BatchPublicId">Null unless a batch came of it.</param>
/// <param name="BatchState">Null when there is no batch, or it was deleted.</param>
public sealed record RunSummary(
    long Id, DateTimeOffset At, RunState State, string? BatchPublicId, BatchState? BatchState, Sentence? Note, string? FileName);

/// <summary>A schedule as a person sets it up.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="TemplateId">What is submitted.</param>
/// <param name="Cron">Five fields; null to run once.</param>
/// <param name="OnceAt">Only without <paramref name="Cron"/>; in the future.</param>
/// <param name="TimeZone">An IANA name.</param>
/// <param name="Folder">An absolute path; null submits the template's own input.</param>
public sealed record ScheduleDraft(
    string Name,
    long TemplateId,
    string? Cron,
    DateTimeOffset? OnceAt,
    string TimeZone,
    OverlapPolicy Overlap = OverlapPolicy.Skip,
    MissedRunPolicy MissedRuns = MissedRunPolicy.RunOnce,
    string? Folder = null,
    ReadFilePolicy ReadFiles = ReadFilePolicy.Move);

/// <param name="Times">In the draft's time zone, each with the offset that holds then.</param>
/// <param name="Problem">Why there are none, in a sentence; else null.</param>
public sealed record SchedulePreview(IReadOnlyList<DateTimeOffset> Times, Sentence? Problem)
{
    public const int MostTimes = 5;
}
