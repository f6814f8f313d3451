using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>A range of a batch's items that one worker carries: of several models, those of one.</summary>
public sealed class Shard
{
    public long Id { get; init; }

    public long BatchId { get; init; }

    public Batch? Batch { get; init; }

    public int FirstOrdinal { get; init; }

    /// <summary>Inclusive.</summary>
    public int LastOrdinal { get; init; }

    /// <summary>Only items with the same one are in it; 0 where the batch has one model.</summary>
    public int ModelIndex { get; init; }

    /// <summary>Of its model, where the batch has several; null is the batch's own. Every claim asks for it.</summary>
    public string? ModelPath { get; init; }

    /// <summary>As <see cref="Batch.ContextLimitTokens"/>, for this model; not looked at where the batch has one.</summary>
    public int? ContextLimitTokens { get; init; }

    public ShardState State { get; set; }

    /// <summary>The worker that holds it: machine, process and a nonce.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>The claim lapses then unless renewed, so that a dead worker's shard is taken over. Of one that failed: not to be tried before.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>Times its job ended in an unexpected error; the batch fails when it happens too often.</summary>
    public int Failures { get; set; }
}

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

public enum ShardState
{
    Pending,
    Claimed,
    Done,
}
