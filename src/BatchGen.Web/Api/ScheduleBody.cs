using BatchGen.Batches.Schedules;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary>When a template is submitted by itself.</summary>
/// <param name="Template">The template's name.</param>
/// <param name="Cron">Five fields; null for a schedule that runs once, at <paramref name="OnceAt"/>.</param>
/// <param name="TimeZone">An IANA name: the zone the cron expression is meant in.</param>
/// <param name="Overlap">While its last batch has not ended: skip or queue.</param>
/// <param name="MissedRuns">About runs it missed: run_once or skip.</param>
/// <param name="Folder">Watched for files; null submits the template's own input.</param>
/// <param name="ReadFiles">What becomes of a file that was read: move or remember.</param>
/// <param name="NextRunAt">Null while it is disabled, or when it has run for the last time.</param>
/// <param name="NextRuns">At most five, in its time zone.</param>
internal sealed record ScheduleBody(
    long Id,
    string Name,
    long TemplateId,
    string Template,
    bool IsEnabled,
    string? Cron,
    DateTimeOffset? OnceAt,
    string TimeZone,
    string Overlap,
    string MissedRuns,
    string? Folder,
    string ReadFiles,
    DateTimeOffset? NextRunAt,
    IReadOnlyList<DateTimeOffset> NextRuns,
    ScheduleRunBody? LastRun)
{
    /// <param name="preview">When it would run if it were enabled.</param>
    public static ScheduleBody Of(ScheduleSummary schedule, SchedulePreview preview) => new(
        schedule.Id,
        schedule.Draft.Name,
        schedule.Draft.TemplateId,
        schedule.TemplateName,
        schedule.IsEnabled,
        schedule.Draft.Cron,
        schedule.Draft.OnceAt,
        schedule.Draft.TimeZone,
        BodyFields.WordOf(schedule.Draft.Overlap),
        BodyFields.WordOf(schedule.Draft.MissedRuns),
        schedule.Draft.Folder,
        BodyFields.WordOf(schedule.Draft.ReadFiles),
        schedule.NextRunAt,
        schedule.NextRunAt is null ? [] : preview.Times,
        schedule.LastRun is { } last ? ScheduleRunBody.Of(last) : null);
}

/// <summary>One time a schedule was due, or was run by hand.</summary>
/// <param name="State">starting, submitted, skipped or refused.</param>
/// <param name="Batch">Null unless a batch came of it.</param>
/// <param name="Note">Why none did, as a sentence.</param>
internal sealed record ScheduleRunBody(long Id, DateTimeOffset At, string State, string? Batch, string? Note, string? FileName)
{
    public static ScheduleRunBody Of(RunSummary run) =>
        new(run.Id, run.At, run.State.ToString().ToLowerInvariant(), run.BatchPublicId, run.Note?.ToString(), run.FileName);
}
