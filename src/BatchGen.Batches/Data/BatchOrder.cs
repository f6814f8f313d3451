using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>What <c>POST /v1/batches</c> asked for beyond what every batch has: columns of the batch's own row.</summary>
public sealed class BatchOrder
{
    /// <summary>The one completion window there is.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>The stored file whose lines are the batch's items.</summary>
    public required string InputFileId { get; init; }

    /// <summary>"24h": as it was asked for.</summary>
    public required string CompletionWindow { get; init; }

    /// <summary>The caller's own pairs, as a JSON object of texts; null when none were given.</summary>
    public string? MetadataJson { get; init; }

    /// <summary>How long its result files are kept, in seconds; null keeps them.</summary>
    public int? OutputExpiresAfterSeconds { get; init; }

    /// <summary>The model its lines name; null before it is known, and when they name none.</summary>
    public string? Model { get; set; }

    /// <summary>Why its file was refused: a JSON list of problems.</summary>
    public string? ErrorsJson { get; set; }

    /// <summary>When its file had been read and proved good.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>What has no answer then gets none. Later when its failures are retried: then a new window begins.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? CancellingAt { get; set; }

    /// <summary>Set when its window closed before the batch was done.</summary>
    public DateTimeOffset? ExpiredAt { get; set; }

    public string? OutputFileId { get; set; }

    public string? ErrorFileId { get; set; }

    internal static void Configure(OwnedNavigationBuilder<Batch, BatchOrder> builder)
    {
        builder.Property(order => order.InputFileId).HasMaxLength(40);
        builder.Property(order => order.CompletionWindow).HasMaxLength(10);
        builder.Property(order => order.OutputFileId).HasMaxLength(40);
        builder.Property(order => order.ErrorFileId).HasMaxLength(40);
    }
}
