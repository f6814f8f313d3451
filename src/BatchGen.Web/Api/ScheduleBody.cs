using BatchGen.Batches.Schedules;

namespace BatchGen.Web.Api;

/// <summary>When a template is submitted by itself.</summary>
/// <param name="Cron">Five fields; null for a schedule that runs once, at <paramref name="OnceAt"/>.</param>
/// <param name="TimeZone">An IANA name: the zone the cron expression is meant in.</param>
/// <param name="NextRunAt">Null while it is disabled, or when it has run for the last time.</param>
internal sealed record ScheduleBody(
    long Id,
    string Name,
    string Template,
    bool IsEnabled,
    string? Cron,
    DateTimeOffset? OnceAt,
    string TimeZone,
    string? Folder,
    DateTimeOffset? NextRunAt,
    ScheduleRunBody? LastRun)
{
    public static ScheduleBody Of(ScheduleSummary schedule) => new(
        schedule.Id,
        schedule.Draft.Name,
        schedule.TemplateName,
        schedule.IsEnabled,
        schedule.Draft.Cron,
        schedule.Draft.OnceAt,
        schedule.Draft.TimeZone,
        schedule.Draft.Folder,
        schedule.NextRunAt,
        schedule.LastRun is { } last ? ScheduleRunBody.Of(last) : null);
}
