using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>Who changed what, when, from what to what. Written with the change, in its transaction; never altered.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Who { get; init; }

    /// <summary>e.g. "limit of CUDA0 on nightserver".</summary>
    public required Sentence What { get; init; }

    public required Sentence From { get; init; }

    public required Sentence To { get; init; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("Audit");
        builder.Property(entry => entry.Who).HasMaxLength(200);
        builder.Property(entry => entry.What).HasMaxLength(400);
        builder.HasIndex(entry => new { entry.At, entry.Id });
    }
}
