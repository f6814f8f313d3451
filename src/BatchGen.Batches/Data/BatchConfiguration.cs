using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class BatchConfiguration : IEntityTypeConfiguration<Batch>
{
    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.Property(batch => batch.PublicId).HasMaxLength(40);
        builder.Property(batch => batch.Name).HasMaxLength(200);
        builder.Property(batch => batch.Endpoint).HasMaxLength(40);
        builder.Property(batch => batch.PausedBy).HasMaxLength(200);
        builder.HasIndex(batch => batch.PublicId).IsUnique();

        // Keyset paging, newest first: ids grow with time, so all batches need no index but their key.
        builder.HasIndex(batch => new { batch.State, batch.Id });
        builder.HasIndex(batch => new { batch.ScheduleId, batch.Id });

        // What retention looks for.
        builder.HasIndex(batch => batch.FinishedAt);

        // The other orders of the list.
        builder.HasIndex(batch => new { batch.Name, batch.Id });
        builder.HasIndex(batch => new { batch.ProgressPermille, batch.Id });
        builder.HasIndex(batch => new { batch.DurationMs, batch.Id });

        // A schedule's run that was begun again after a crash must not submit a second batch.
        builder.HasIndex(batch => batch.ScheduleRunId).IsUnique();

        // A submitter's own batches; and what counts towards a quota today.
        builder.HasIndex(batch => new { batch.OwnerId, batch.Id });
        builder.HasIndex(batch => new { batch.OwnerId, batch.CreatedAt });
        builder.HasOne(batch => batch.Owner).WithMany().HasForeignKey(batch => batch.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }
}
