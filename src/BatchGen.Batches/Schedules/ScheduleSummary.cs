using BatchGen.Batches.Data;

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
