using BatchGen.Code.Inputs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class BatchItemConfiguration : IEntityTypeConfiguration<BatchItem>
{
    public void Configure(EntityTypeBuilder<BatchItem> builder)
    {
        builder.ToTable("Items");
        builder.Property(item => item.CustomId).HasMaxLength(BatchItem.MaxCustomIdLength);
        builder.Property(item => item.FinishReason).HasMaxLength(20);
        builder.Property(item => item.ErrorCode).HasMaxLength(80);
        builder.Property(item => item.Path).HasMaxLength(SafePath.MaxCharacters);

        // An end is never overwritten: every update says which state it expects to find.
        builder.Property(item => item.State).IsConcurrencyToken();

        builder.HasIndex(item => new { item.BatchId, item.Ordinal }).IsUnique();
        builder.HasIndex(item => new { item.BatchId, item.CustomId }).IsUnique();
        builder.HasIndex(item => new { item.BatchId, item.State, item.Ordinal });

        builder.HasOne(item => item.Batch).WithMany(batch => batch.Items).HasForeignKey(item => item.BatchId);
        builder.HasOne(item => item.Result).WithOne().HasForeignKey<ItemResult>(result => result.ItemId);
    }
}
