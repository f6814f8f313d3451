namespace BatchGen.Batches.Data;

/// <summary>One of a batch's labels.</summary>
public sealed class BatchLabel
{
    public const int MaxLength = 50;

    public const int MaxPerBatch = 10;

    public long BatchId { get; init; }

    public Batch? Batch { get; init; }

    public required string Label { get; init; }
}
