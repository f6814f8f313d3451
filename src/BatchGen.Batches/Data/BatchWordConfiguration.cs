using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class BatchWordConfiguration : IEntityTypeConfiguration<BatchWord>
{
    public void Configure(EntityTypeBuilder<BatchWord> builder)
    {
        builder.ToTable("BatchWords");
        builder.HasKey(word => new { word.BatchId, word.Word });
        builder.Property(word => word.Word).HasMaxLength(BatchWord.MaxLength);

        // A search is a range of this index: words from "refac" to what no longer begins so.
        builder.HasIndex(word => new { word.Word, word.BatchId });
        builder.HasOne<Batch>().WithMany(batch => batch.Words).HasForeignKey(word => word.BatchId);
    }
}
