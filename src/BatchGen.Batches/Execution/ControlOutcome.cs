using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Execution;

/// <summary>What became of a request to change a batch.</summary>
public abstract record ControlOutcome;

/// <param name="Items">Items it concerned.</param>
public sealed record ControlDone(int Items) : ControlOutcome;

/// <param name="Code">Stable: batch_not_found, batch_active, batch_validating, batch_finished, batch_not_paused, nothing_to_retry, or a quota's code.</param>
/// <param name="Sentence">A sentence.</param>
public sealed record ControlRefused(string Code, Sentence Sentence) : ControlOutcome
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();

    /// <summary>A quota refused it, and it may be asked for again this much later; null when that would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
