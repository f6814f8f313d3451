using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>Whom to call when a batch has ended.</summary>
public sealed class BatchWebhook
{
    public const int MaxUrlLength = 2_000;

    public long Id { get; init; }

    /// <summary>The batch's.</summary>
    public required string BatchPublicId { get; init; }

    public required string Url { get; init; }

    /// <summary>Signs the calls; encrypted with the server's own keys, which are not in the database.</summary>
    public required string ProtectedSecret { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the call got through, or was given up.</summary>
    public DateTimeOffset? NotifiedAt { get; set; }
}

internal sealed class BatchWebhookConfiguration : IEntityTypeConfiguration<BatchWebhook>
{
    public void Configure(EntityTypeBuilder<BatchWebhook> builder)
    {
        builder.ToTable("BatchWebhooks");
        builder.Property(webhook => webhook.BatchPublicId).HasMaxLength(40);
        builder.Property(webhook => webhook.Url).HasMaxLength(BatchWebhook.MaxUrlLength);
        builder.HasIndex(webhook => webhook.BatchPublicId).IsUnique();
        builder.HasIndex(webhook => webhook.NotifiedAt);
    }
}
