namespace BatchGen.Batches.Chunking.Joining;

/// <summary>What comes next for a long item.</summary>
public abstract record JoinStep;

/// <summary>Generate an answer to each of these parts; the others have theirs.</summary>
public sealed record RunParts(IReadOnlyList<SourceChunk> Parts) : JoinStep;

/// <summary>Generate an answer to each of these prompts over earlier answers.</summary>
public sealed record RunReductions(IReadOnlyList<Reduction> Reductions) : JoinStep;

/// <summary>Everything is answered; this is the item's result.</summary>
public sealed record JoinFinished(JoinedAnswer Answer) : JoinStep;
