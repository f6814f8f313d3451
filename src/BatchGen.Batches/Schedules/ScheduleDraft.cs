using BatchGen.Batches.Data;

namespace BatchGen.Batches.Schedules;

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
