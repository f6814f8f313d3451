using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class BatchLabelConfiguration : IEntityTypeConfiguration<BatchLabel>
{
    public void Configure(EntityTypeBuilder<BatchLabel> builder)
    {
        builder.ToTable("BatchLabels");
        builder.HasKey(label => new { label.BatchId, label.Label });
        builder.Property(label => label.Label).HasMaxLength(BatchLabel.MaxLength);
        builder.HasIndex(label => new { label.Label, label.BatchId });
        builder.HasOne(label => label.Batch).WithMany(batch => batch.Labels).HasForeignKey(label => label.BatchId);
    }
}
