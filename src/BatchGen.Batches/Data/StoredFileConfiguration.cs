using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("Files");
        builder.Property(file => file.PublicId).HasMaxLength(40);
        builder.Property(file => file.FileName).HasMaxLength(StoredFile.MaxNameLength);
        builder.Property(file => file.Purpose).HasMaxLength(20);
        builder.Property(file => file.RelativePath).HasMaxLength(200);
        builder.HasIndex(file => file.PublicId).IsUnique();
        builder.HasIndex(file => new { file.CreatedAt, file.Id });
        builder.HasIndex(file => file.ExpiresAt);
        builder.HasIndex(file => new { file.OwnerId, file.CreatedAt, file.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(file => file.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }
}
