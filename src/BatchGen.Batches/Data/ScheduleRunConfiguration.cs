using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

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
