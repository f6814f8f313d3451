using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class ItemResultConfiguration : IEntityTypeConfiguration<ItemResult>
{
    public void Configure(EntityTypeBuilder<ItemResult> builder)
    {
        builder.ToTable("Results");
        builder.HasKey(result => result.ItemId);
        builder.Property(result => result.ItemId).ValueGeneratedNever();
    }
}
