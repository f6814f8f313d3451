using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>One of a batch's labels.</summary>
public sealed class BatchLabel
{
    public const int MaxLength = 50;

    public const int MaxPerBatch = 10;

    public long BatchId { get; init; }

    public Batch? Batch { get; init; }

    public required string Label { get; init; }
}

internal sealed class BatchLabelConfiguration : IEntityTypeConfiguration<BatchLabel>
{
    public void Configure(EntityTypeBuilder<BatchLabel> builder)
    {
        builder.ToTable("BatchLabels");
        builder.HasKey(label => new { label.BatchId, label.Label });
        builder.Property(label => label.Label).HasMaxLength(BatchLabel.MaxLength);
        builder.HasIndex(label => new { label.Label, label.BatchId });
        builder.HasOne(label => label.Batch).WithMany(batch => batch.Labels).HasForeignKey(label => label.BatchId);
    }
}

/// <summary>A word a batch is found by: of its name, its labels, or its id. Lower case.</summary>
public sealed class BatchWord
{
    public const int MaxLength = 40;

    public long BatchId { get; init; }

    public required string Word { get; init; }
}

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
