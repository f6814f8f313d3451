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
