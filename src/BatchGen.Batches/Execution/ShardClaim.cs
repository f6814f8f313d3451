using BatchGen.Batches.Submission;
using BatchGen.Engine;

namespace BatchGen.Batches.Execution;

/// <summary>The answer to a worker that wants a shard.</summary>
internal abstract record ClaimAttempt;

/// <summary>It is done, its batch is not running any more, or it is gone; or the queue is paused, and whoever resumes it queues it again.</summary>
internal sealed record ClaimNotNeeded : ClaimAttempt;

/// <summary>Another worker holds it.</summary>
internal sealed record ClaimHeldElsewhere(DateTimeOffset Until, int Priority) : ClaimAttempt;

/// <summary>The shard is this worker's until <see cref="Holder"/> no longer renews it.</summary>
/// <param name="LastOrdinal">Inclusive.</param>
internal sealed record ShardClaim(
    long ShardId,
    long BatchId,
    string BatchPublicId,
    int FirstOrdinal,
    int LastOrdinal,
    string Holder,
    string ModelPath,
    int? ContextLimitTokens,
    BatchSettings Settings) : ClaimAttempt
{
    /// <summary>The engine its batch asks for.</summary>
    public EngineChoice Engine => (Settings.Engine ?? EngineChoice.Standard) with { ContextTokens = ContextLimitTokens };
}
