using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>
/// One of several models of a batch, with what became of its items. A batch of one model has none of these: the batch's own figures are
/// that model's.
/// </summary>
public sealed class BatchModel
{
    public long BatchId { get; init; }

    /// <summary>0 is the batch's own model; items and shards say theirs by it.</summary>
    public int Index { get; init; }

    /// <summary>The GGUF file's path.</summary>
    public required string Path { get; init; }

    /// <summary>Items that were requests; counters are kept in the same transaction as what they count.</summary>
    public int TotalItems { get; set; }

    public int SucceededItems { get; set; }

    public int FailedItems { get; set; }

    public int CancelledItems { get; set; }

    public long PromptTokens { get; set; }

    public long CompletionTokens { get; set; }
}

internal sealed class BatchModelConfiguration : IEntityTypeConfiguration<BatchModel>
{
    public void Configure(EntityTypeBuilder<BatchModel> builder)
    {
        builder.ToTable("BatchModels");
        builder.HasKey(model => new { model.BatchId, model.Index });
        builder.HasOne<Batch>().WithMany(batch => batch.Models).HasForeignKey(model => model.BatchId);
    }
}
