using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

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
