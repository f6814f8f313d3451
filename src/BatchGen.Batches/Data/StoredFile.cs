using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>A file that was handed in over the API, or that a batch wrote for it.</summary>
public sealed class StoredFile
{
    public const int MaxNameLength = 255;

    public long Id { get; init; }

    /// <summary>The name in the API: "file-" and 24 characters.</summary>
    public required string PublicId { get; init; }

    /// <summary>Who uploaded it, or ordered the batch that wrote it; null once that user is gone.</summary>
    public long? OwnerId { get; init; }

    /// <summary>As its owner called it; never a part of a path.</summary>
    public required string FileName { get; init; }

    /// <summary>One of <see cref="FilePurposes"/>.</summary>
    public required string Purpose { get; init; }

    public long Bytes { get; set; }

    /// <summary>Lines that are not blank, as counted while it came in; 0 for files that a batch wrote.</summary>
    public int Lines { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>It is removed then; null keeps it until somebody deletes it.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Where it lies below the data directory; made of ids, never of what a user wrote.</summary>
    public required string RelativePath { get; init; }
}

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("Files");
        builder.Property(file => file.PublicId).HasMaxLength(40);
        builder.Property(file => file.FileName).HasMaxLength(StoredFile.MaxNameLength);
        builder.Property(file => file.Purpose).HasMaxLength(20);
        builder.Property(file => file.RelativePath).HasMaxLength(200);
        builder.HasIndex(file => file.PublicId).IsUnique();
        builder.HasIndex(file => new { file.CreatedAt, file.Id });
        builder.HasIndex(file => file.ExpiresAt);
        builder.HasIndex(file => new { file.OwnerId, file.CreatedAt, file.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(file => file.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }
}

/// <summary>What a stored file is for, in OpenAI's words.</summary>
public static class FilePurposes
{
    /// <summary>Handed in, to be run.</summary>
    public const string Batch = "batch";

    /// <summary>Written by a batch: its answers or its errors.</summary>
    public const string BatchOutput = "batch_output";
}
