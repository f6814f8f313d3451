namespace BatchGen.Batches.Data;

/// <summary>One prompt; ends as exactly one result or one error.</summary>
public sealed class BatchItem
{
    public const int MaxCustomIdLength = 512;

    public long Id { get; init; }

    public long BatchId { get; init; }

    public Batch? Batch { get; init; }

    /// <summary>0-based place in the input.</summary>
    public int Ordinal { get; init; }

    public required string CustomId { get; init; }

    /// <summary>1-based line of the input it came from.</summary>
    public int LineNumber { get; init; }

    public ItemState State { get; set; }

    /// <summary>Times it was sent to an engine.</summary>
    public int Attempts { get; set; }

    /// <summary>Times an engine died while this item was in it; an item that kills it alone is quarantined.</summary>
    public int EngineLosses { get; set; }

    public int PromptTokens { get; set; }

    public int CompletionTokens { get; set; }

    /// <summary>"stop" or "length"; null without an answer.</summary>
    public string? FinishReason { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public ItemResult? Result { get; set; }

    /// <summary>
    /// The request as stored at submission: canonical JSON of <c>ItemRequest</c>.
    /// Empty when the line never became a request; such an item failed at submission and cannot be retried.
    /// Declared, and so stored, last: lists read a row's narrow part without walking SQLite's overflow pages.
    /// </summary>
    public required string RequestJson { get; init; }
}
