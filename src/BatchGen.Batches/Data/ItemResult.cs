namespace BatchGen.Batches.Data;

/// <summary>An item's answer, apart from its row so that lists stay narrow.</summary>
public sealed class ItemResult
{
    public long ItemId { get; init; }

    public required string Text { get; init; }

    public int CachedTokens { get; init; }

    /// <summary>Milliseconds in the engine's queue, computing the prompt, and generating.</summary>
    public double QueuedMs { get; init; }

    public double PrefillMs { get; init; }

    public double DecodeMs { get; init; }
}
