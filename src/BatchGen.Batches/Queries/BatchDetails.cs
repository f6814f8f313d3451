using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Queries;

/// <summary>One batch with everything its page shows except the items.</summary>
public sealed record BatchDetails(
    BatchSummary Summary,
    BatchSettings Settings,
    int? ContextLimitTokens,
    DateTimeOffset? FinalizingAt,
    bool HasOutputFile,
    bool HasErrorFile);
