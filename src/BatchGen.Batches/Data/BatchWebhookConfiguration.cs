using BatchGen.Batches.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class BatchWebhookConfiguration : IEntityTypeConfiguration<BatchWebhook>
{
    public void Configure(EntityTypeBuilder<BatchWebhook> builder)
    {
        builder.ToTable("BatchWebhooks");
        builder.Property(webhook => webhook.BatchPublicId).HasMaxLength(40);
        builder.Property(webhook => webhook.Url).HasMaxLength(WebhookRules.MaxUrlLength);
        builder.HasIndex(webhook => webhook.BatchPublicId).IsUnique();
        builder.HasIndex(webhook => webhook.NotifiedAt);
    }
}
