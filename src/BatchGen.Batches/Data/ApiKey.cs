using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>What a program signs in with. It never may more than its owner.</summary>
public sealed class ApiKey
{
    public const int MaxNameLength = 100;

    public long Id { get; init; }

    public long UserId { get; init; }

    public User? User { get; init; }

    public required string Name { get; init; }

    /// <summary>The first characters, by which a person tells keys apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole key, as hexadecimal digits. A key is random and long, so a slow hash would add nothing.</summary>
    public required string Hash { get; init; }

    /// <summary>What it is narrowed to.</summary>
    public Rights Scopes { get; init; }

    /// <summary>As <see cref="User.MaxQueuedItems"/>, of what this key submitted.</summary>
    public int? MaxQueuedItems { get; init; }

    /// <summary>As <see cref="User.MaxTokensPerDay"/>, of what this key submitted.</summary>
    public long? MaxTokensPerDay { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("ApiKeys");
        builder.Property(key => key.Name).HasMaxLength(ApiKey.MaxNameLength);
        builder.Property(key => key.Prefix).HasMaxLength(16);
        builder.Property(key => key.Hash).HasMaxLength(64);
        builder.HasIndex(key => key.Hash).IsUnique();
        builder.HasOne(key => key.User).WithMany().HasForeignKey(key => key.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
