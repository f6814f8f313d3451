using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>A person who may sign in. Name, password hash, stamps and lockout are ASP.NET Core Identity's.</summary>
public sealed class User : IdentityUser<long>
{
    public const int MaxNameLength = 100;

    public Role Role { get; set; }

    /// <summary>Neither the password nor any key of theirs is accepted.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Items without an end that may wait at once; null is no quota.</summary>
    public int? MaxQueuedItems { get; set; }

    /// <summary>Prompt and answer tokens of what is submitted on one UTC day; null is no quota.</summary>
    public long? MaxTokensPerDay { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Property(user => user.UserName).HasMaxLength(User.MaxNameLength).IsRequired();
        builder.Property(user => user.NormalizedUserName).HasMaxLength(User.MaxNameLength).IsRequired();
        builder.Property(user => user.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(user => user.NormalizedUserName).IsUnique();

        // What Identity can do and this product does not: no mail, no telephone, no second factor.
        builder.Ignore(user => user.Email);
        builder.Ignore(user => user.NormalizedEmail);
        builder.Ignore(user => user.EmailConfirmed);
        builder.Ignore(user => user.PhoneNumber);
        builder.Ignore(user => user.PhoneNumberConfirmed);
        builder.Ignore(user => user.TwoFactorEnabled);
    }
}
