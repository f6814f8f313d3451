using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class ShardConfiguration : IEntityTypeConfiguration<Shard>
{
    public void Configure(EntityTypeBuilder<Shard> builder)
    {
        builder.Property(shard => shard.ClaimedBy).HasMaxLength(200);
        builder.HasIndex(shard => new { shard.BatchId, shard.State });
        builder.HasIndex(shard => new { shard.State, shard.ClaimedUntil });
        builder.HasOne(shard => shard.Batch).WithMany(batch => batch.Shards).HasForeignKey(shard => shard.BatchId);
    }
}
