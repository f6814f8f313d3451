using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class LiveUsageConfiguration : IEntityTypeConfiguration<LiveUsage>
{
    public void Configure(EntityTypeBuilder<LiveUsage> builder)
    {
        builder.ToTable("LiveUsage");
        builder.HasIndex(usage => new { usage.UserId, usage.Day });
        builder.HasIndex(usage => usage.Day);
        builder.HasOne(usage => usage.User).WithMany().HasForeignKey(usage => usage.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
