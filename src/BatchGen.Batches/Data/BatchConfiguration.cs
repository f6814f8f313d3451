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
        builder.HasIndex(batch => batch.PublicId).IsUnique();

        // Keyset paging, newest first: all batches, or those of one state.
        builder.HasIndex(batch => new { batch.CreatedAt, batch.Id });
        builder.HasIndex(batch => new { batch.State, batch.CreatedAt, batch.Id });

        // A submitter's own batches, and what counts towards a quota today.
        builder.HasIndex(batch => new { batch.OwnerId, batch.CreatedAt, batch.Id });
        builder.HasOne(batch => batch.Owner).WithMany().HasForeignKey(batch => batch.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }
}
