using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class BatchOrderConfiguration : IEntityTypeConfiguration<BatchOrder>
{
    public void Configure(EntityTypeBuilder<BatchOrder> builder)
    {
        builder.ToTable("BatchOrders");
        builder.Property(order => order.PublicId).HasMaxLength(40);
        builder.Property(order => order.InputFileId).HasMaxLength(40);
        builder.Property(order => order.Endpoint).HasMaxLength(40);
        builder.Property(order => order.CompletionWindow).HasMaxLength(10);
        builder.Property(order => order.OutputFileId).HasMaxLength(40);
        builder.Property(order => order.ErrorFileId).HasMaxLength(40);
        builder.HasIndex(order => order.PublicId).IsUnique();
        builder.HasIndex(order => new { order.CreatedAt, order.Id });
        builder.HasIndex(order => order.State);
        builder.HasIndex(order => new { order.OwnerId, order.CreatedAt, order.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(order => order.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }
}
