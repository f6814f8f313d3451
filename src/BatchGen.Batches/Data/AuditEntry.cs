using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Data;

/// <summary>Who changed what, when, from what to what. Written with the change, in its transaction; never altered.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Who { get; init; }

    /// <summary>e.g. "limit of CUDA0 on nightserver".</summary>
    public required Sentence What { get; init; }

    public required Sentence From { get; init; }

    public required Sentence To { get; init; }
}
