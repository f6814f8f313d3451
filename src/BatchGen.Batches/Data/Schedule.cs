using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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

internal sealed class ScheduleConfiguration : IEntityTypeConfiguration<Schedule>
{
    public void Configure(EntityTypeBuilder<Schedule> builder)
    {
        builder.Property(schedule => schedule.Name).HasMaxLength(200);
        builder.Property(schedule => schedule.Cron).HasMaxLength(100);
        builder.Property(schedule => schedule.TimeZone).HasMaxLength(100);
        builder.Property(schedule => schedule.Folder).HasMaxLength(1000);
        builder.Property(schedule => schedule.CreatedBy).HasMaxLength(200);

        // What is due, at every look.
        builder.HasIndex(schedule => schedule.NextRunAt);
        builder.HasOne(schedule => schedule.Template).WithMany().HasForeignKey(schedule => schedule.TemplateId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(schedule => schedule.Owner).WithMany().HasForeignKey(schedule => schedule.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.HasMany<Batch>().WithOne().HasForeignKey(batch => batch.ScheduleId).OnDelete(DeleteBehavior.SetNull);
    }
}

/// <summary>What a schedule does about runs that fell into a time when the server was off.</summary>
public enum MissedRunPolicy
{
    /// <summary>One run now, however many were missed.</summary>
    RunOnce,

    /// <summary>None: the next one comes at its time.</summary>
    Skip,
}

/// <summary>What a schedule does when its last batch has not ended yet.</summary>
public enum OverlapPolicy
{
    /// <summary>This run is left out.</summary>
    Skip,

    /// <summary>The new batch waits in the queue behind it.</summary>
    Queue,
}

/// <summary>How a watched folder's file that was read is kept from being read again.</summary>
public enum ReadFilePolicy
{
    /// <summary>It is moved into "done" beside it.</summary>
    Move,

    /// <summary>It stays, and its content is remembered.</summary>
    Remember,
}
