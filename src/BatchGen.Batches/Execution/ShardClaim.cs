using BatchGen.Batches.Nights;
using BatchGen.Batches.Requests;
using BatchGen.Engine;

namespace BatchGen.Batches.Execution;

/// <summary>The shard is this worker's until <see cref="Holder"/> no longer renews it.</summary>
/// <param name="LastOrdinal">Inclusive.</param>
internal sealed record ShardClaim(
    long ShardId,
    long BatchId,
    string BatchPublicId,
    long? OwnerId,
    int Priority,
    int FirstOrdinal,
    int LastOrdinal,
    string Holder,
    string ModelPath,
    int? ContextLimitTokens,
    BatchSettings Settings)
{
    /// <summary>Of its model among the batch's.</summary>
    public int ModelIndex { get; init; }

    /// <summary>The batch has other models too, and counts them apart.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>Its batch's own; null is the queue's.</summary>
    public BatchHours? Hours { get; init; }

    /// <summary>The span that its batch was submitted in; null when it was not traced.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The engine its batch asks for.</summary>
    public EngineChoice Engine => (Settings.Engine ?? EngineChoice.Standard) with { ContextTokens = ContextLimitTokens };
}
