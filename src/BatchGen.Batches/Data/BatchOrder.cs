using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>
/// What <c>POST /v1/batches</c> asked for: a stored file to be run as a batch. The batch itself, once the file proved
/// good, has the same public id.
/// </summary>
public sealed class BatchOrder
{
    /// <summary>The one completion window there is.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public long Id { get; init; }

    /// <summary>"batch_" and 24 characters; the batch's too.</summary>
    public required string PublicId { get; init; }

    /// <summary>Who ordered it; null once that user is gone.</summary>
    public long? OwnerId { get; init; }

    /// <summary>The API key it came by.</summary>
    public long? ApiKeyId { get; init; }

    public required string InputFileId { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>"24h": as it was asked for.</summary>
    public required string CompletionWindow { get; init; }

    /// <summary>The caller's own pairs, as a JSON object of texts; null when none were given.</summary>
    public string? MetadataJson { get; init; }

    /// <summary>How long its result files are kept, in seconds; null keeps them.</summary>
    public int? OutputExpiresAfterSeconds { get; init; }

    public OrderState State { get; set; }

    /// <summary>The model its lines name; null before it is known, and when they name none.</summary>
    public string? Model { get; set; }

    /// <summary>Why its file was refused: a JSON list of problems.</summary>
    public string? ErrorsJson { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What has no answer then gets none. Later when its failures are retried: then a new window begins.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Set when it ended without becoming a batch.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset? CancellingAt { get; set; }

    /// <summary>Set when its window closed before the batch was done.</summary>
    public DateTimeOffset? ExpiredAt { get; set; }

    public string? OutputFileId { get; set; }

    public string? ErrorFileId { get; set; }
}

internal sealed class BatchOrderConfiguration : IEntityTypeConfiguration<BatchOrder>
{
    public void Configure(EntityTypeBuilder<BatchOrder> builder)
    {
        builder.ToTable("BatchOrders");
        builder.Property(order => order.PublicId).HasMaxLength(40);
        builder.Property(order => order.InputFileId).HasMaxLength(40);
        builder.Property(order => order.Endpoint).HasMaxLength(40);
        builder.Property(order => order.CompletionWindow).HasMaxLength(10);
        builder.Property(order => order.OutputFileId).HasMaxLength(40);
        builder.Property(order => order.ErrorFileId).HasMaxLength(40);
        builder.HasIndex(order => order.PublicId).IsUnique();
        builder.HasIndex(order => new { order.CreatedAt, order.Id });
        builder.HasIndex(order => order.State);
        builder.HasIndex(order => new { order.OwnerId, order.CreatedAt, order.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(order => order.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }
}

/// <summary>Where an order stands until it is a batch; afterwards the batch tells. Stored by name.</summary>
public enum OrderState
{
    /// <summary>Its file is read, line by line.</summary>
    Validating,

    /// <summary>The file is unusable; nothing of it was stored.</summary>
    Refused,

    /// <summary>Cancelled or expired before its file was read.</summary>
    Withdrawn,

    /// <summary>A batch of the same public id runs it.</summary>
    Accepted,
}
