using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>A secret that signs one person in once: the first start's, an invitation's, a reset's.</summary>
public sealed class SignInLink
{
    public long Id { get; init; }

    public long UserId { get; init; }

    public User? User { get; init; }

    /// <summary>SHA-256 of the token, as hexadecimal digits; the token itself is shown once and kept nowhere.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class SignInLinkConfiguration : IEntityTypeConfiguration<SignInLink>
{
    public void Configure(EntityTypeBuilder<SignInLink> builder)
    {
        builder.ToTable("SignInLinks");
        builder.Property(link => link.Hash).HasMaxLength(64);
        builder.HasIndex(link => link.Hash).IsUnique();
        builder.HasOne(link => link.User).WithMany().HasForeignKey(link => link.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
