using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>What requests that no batch holds took on one day. Of one user, key and day there may be several rows; what counts is their sum.</summary>
public sealed class LiveUsage
{
    public long Id { get; init; }

    public long UserId { get; init; }

    public User? User { get; init; }

    /// <summary>The API key they came by.</summary>
    public long? ApiKeyId { get; init; }

    /// <summary>Its first moment, UTC.</summary>
    public DateTimeOffset Day { get; init; }

    /// <summary>Prompts and answers.</summary>
    public long Tokens { get; set; }
}

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
