using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>Whom to tell when a batch has ended, and how. Stored with the batch, so that no crash loses it.</summary>
public sealed class BatchNotice
{
    public const int MaxAddressLength = 2_000;

    public long Id { get; init; }

    /// <summary>The batch's.</summary>
    public required string BatchPublicId { get; init; }

    public NoticeKind Kind { get; init; }

    /// <summary>As pages may show it: of a chat's address, which is a secret as a whole, only the server.</summary>
    public required string Address { get; init; }

    /// <summary>A webhook's key, or a chat's whole address; encrypted with the server's own keys, which are not in the database. Mail has none.</summary>
    public string? ProtectedSecret { get; init; }

    public NoticeWhen When { get; init; }

    /// <summary>The culture of whoever is told, e.g. "zh-CN"; null takes the server's first language.</summary>
    public string? Language { get; init; }

    /// <summary>Whose preference this comes from; null when the batch itself asked for it.</summary>
    public long? UserId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it got through, was given up, or was found not to be wanted.</summary>
    public DateTimeOffset? NotifiedAt { get; set; }

    /// <summary>What went wrong last, while it is tried again or once it was given up; null when nothing did.</summary>
    public Sentence? Problem { get; set; }
}

/// <summary>How somebody is told. Stored by name.</summary>
public enum NoticeKind
{
    /// <summary>A signed call that a program takes.</summary>
    Webhook,

    /// <summary>A text that chat programs take.</summary>
    Chat,

    Mail,
}

/// <summary>Which ends somebody wants to hear of. Stored by name.</summary>
public enum NoticeWhen
{
    Always,

    /// <summary>Failed, expired, or with items that failed.</summary>
    Failures,
}

internal static class BatchNotices
{
    /// <summary>The batch will end again, or ends now: whoever wants to be told is told of that end too.</summary>
    public static Task<int> AwaitEndAsync(this BatchGenDbContext db, string batchPublicId, CancellationToken cancellationToken) => db.Notices
        .Where(notice => notice.BatchPublicId == batchPublicId)
        .ExecuteUpdateAsync(
            set => set.SetProperty(notice => notice.NotifiedAt, (DateTimeOffset?)null).SetProperty(notice => notice.Problem, (Sentence?)null),
            cancellationToken);
}

internal sealed class BatchNoticeConfiguration : IEntityTypeConfiguration<BatchNotice>
{
    public void Configure(EntityTypeBuilder<BatchNotice> builder)
    {
        builder.ToTable("BatchNotices");
        builder.Property(notice => notice.BatchPublicId).HasMaxLength(40);
        builder.Property(notice => notice.Address).HasMaxLength(BatchNotice.MaxAddressLength);
        builder.Property(notice => notice.Language).HasMaxLength(20);
        builder.HasIndex(notice => notice.BatchPublicId);
        builder.HasIndex(notice => notice.NotifiedAt);
    }
}
