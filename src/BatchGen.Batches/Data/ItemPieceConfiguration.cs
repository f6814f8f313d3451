using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class ItemPieceConfiguration : IEntityTypeConfiguration<ItemPiece>
{
    public void Configure(EntityTypeBuilder<ItemPiece> builder)
    {
        builder.ToTable("Pieces");
        builder.HasKey(piece => new { piece.ItemId, piece.Round, piece.Number });
        builder.Property(piece => piece.FinishReason).HasMaxLength(20);
        builder.Property(piece => piece.ErrorCode).HasMaxLength(80);
        builder.Property(piece => piece.PromptDigest).HasMaxLength(64);
        builder.HasOne<BatchItem>().WithMany().HasForeignKey(piece => piece.ItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
