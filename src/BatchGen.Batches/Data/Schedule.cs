namespace BatchGen.Batches.Data;

/// <summary>When a template is submitted by itself.</summary>
public sealed class Schedule
{
    public long Id { get; init; }

    public required string Name { get; set; }

    public long TemplateId { get; set; }

    public BatchTemplate? Template { get; init; }

    /// <summary>Five fields; null for a schedule that runs once.</summary>
    public string? Cron { get; set; }

    /// <summary>For a schedule that runs once.</summary>
    public DateTimeOffset? OnceAt { get; set; }

    /// <summary>An IANA name, e.g. "Europe/Berlin": the zone the cron expression is meant in.</summary>
    public required string TimeZone { get; set; }

    public OverlapPolicy Overlap { get; set; }

    public MissedRunPolicy MissedRuns { get; set; }

    /// <summary>Where new files are taken from; null submits the template's own input.</summary>
    public string? Folder { get; set; }

    public ReadFilePolicy ReadFiles { get; set; }

    public bool IsEnabled { get; set; }

    /// <summary>Null while it is disabled, or when it has run for the last time.</summary>
    public DateTimeOffset? NextRunAt { get; set; }

    public DateTimeOffset? LastRunAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Whose batches it submits; null when nobody's.</summary>
    public long? OwnerId { get; init; }

    public User? Owner { get; init; }

    public List<ScheduleRun> Runs { get; } = [];
}
