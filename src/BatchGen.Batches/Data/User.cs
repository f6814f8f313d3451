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

    /// <summary>Where they are told of their batches' ends; null is not told by mail.</summary>
    public string? NoticeMail { get; set; }

    /// <summary>The same of a chat: its address, encrypted with the server's own keys; null is not told there.</summary>
    public string? ProtectedNoticeChat { get; set; }

    public NoticeWhen NoticeWhen { get; set; }

    /// <summary>In which language they are told: the culture they chose it in; null while they chose nothing.</summary>
    public string? NoticeLanguage { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    /// <summary>RFC 5321's path of 256 octets, without its brackets.</summary>
    private const int MailLength = 254;

    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Property(user => user.UserName).HasMaxLength(User.MaxNameLength).IsRequired();
        builder.Property(user => user.NormalizedUserName).HasMaxLength(User.MaxNameLength).IsRequired();
        builder.Property(user => user.ConcurrencyStamp).IsConcurrencyToken();
        builder.Property(user => user.NoticeMail).HasMaxLength(MailLength);
        builder.Property(user => user.NoticeLanguage).HasMaxLength(20);
        builder.HasIndex(user => user.NormalizedUserName).IsUnique();

        // What Identity can do and this product does not: no mail to sign in by, no telephone, no second factor.
        builder.Ignore(user => user.Email);
        builder.Ignore(user => user.NormalizedEmail);
        builder.Ignore(user => user.EmailConfirmed);
        builder.Ignore(user => user.PhoneNumber);
        builder.Ignore(user => user.PhoneNumberConfirmed);
        builder.Ignore(user => user.TwoFactorEnabled);
    }
}
