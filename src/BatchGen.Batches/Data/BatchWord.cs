namespace BatchGen.Batches.Data;

/// <summary>A word a batch is found by: of its name, its labels, or its id. Lower case.</summary>
public sealed class BatchWord
{
    public const int MaxLength = 40;

    public long BatchId { get; init; }

    public required string Word { get; init; }
}
