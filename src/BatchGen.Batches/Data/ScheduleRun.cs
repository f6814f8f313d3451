using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>One time a schedule was due, and what came of it: a batch, or the reason why not.</summary>
public sealed class ScheduleRun
{
    public long Id { get; init; }

    public long ScheduleId { get; init; }

    public Schedule? Schedule { get; init; }

    public DateTimeOffset At { get; init; }

    public RunState State { get; set; }

    /// <summary>Null unless a batch came of it.</summary>
    public string? BatchPublicId { get; set; }

    /// <summary>Why no batch came of it, or what it was a stand-in for; a sentence.</summary>
    public Sentence? Note { get; set; }

    /// <summary>Times it ended in an error that nobody expected.</summary>
    public int Failures { get; set; }

    /// <summary>The watched folder's file it submits; null when it submits the template's own input.</summary>
    public string? FileName { get; init; }

    /// <summary>SHA-256 of that file, in hexadecimal.</summary>
    public string? FileHash { get; init; }
}

internal sealed class ScheduleRunConfiguration : IEntityTypeConfiguration<ScheduleRun>
{
    public void Configure(EntityTypeBuilder<ScheduleRun> builder)
    {
        builder.ToTable("ScheduleRuns");
        builder.Property(run => run.BatchPublicId).HasMaxLength(40);
        builder.Property(run => run.FileName).HasMaxLength(400);
        builder.Property(run => run.FileHash).HasMaxLength(64);
        builder.HasIndex(run => new { run.ScheduleId, run.Id });
        builder.HasIndex(run => new { run.ScheduleId, run.FileHash });
        builder.HasIndex(run => run.State);
        builder.HasOne(run => run.Schedule).WithMany(schedule => schedule.Runs).HasForeignKey(run => run.ScheduleId);
    }
}

public enum RunState
{
    /// <summary>Decided, and not yet submitted; the upkeep takes up what a crash left here.</summary>
    Starting,

    /// <summary>A batch came of it.</summary>
    Submitted,

    /// <summary>Left out, because of an overlap or because the server was off.</summary>
    Skipped,

    /// <summary>The input or the settings were refused.</summary>
    Refused,
}
