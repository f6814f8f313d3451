using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Usage;

/// <summary>What was used, in sums.</summary>
/// <param name="SucceededItems">Items of batches and live requests that were answered.</param>
/// <param name="FailedItems">Those that ended with an error.</param>
/// <param name="CancelledItems">Those that were cancelled, expired, or left by their caller.</param>
/// <param name="CachedTokens">Of the prompts' tokens, those that had been computed for another prompt.</param>
/// <param name="EngineMs">
/// Milliseconds in which answers had a slot of an engine, from their first step to their
/// last. They share the engine: the sum may be more than the clock's.
/// </param>
public sealed record UsageAmounts(
    long SucceededItems = 0,
    long FailedItems = 0,
    long CancelledItems = 0,
    long PromptTokens = 0,
    long CachedTokens = 0,
    long GeneratedTokens = 0,
    long EngineMs = 0)
{
    public static UsageAmounts None { get; } = new();

    public long Items => SucceededItems + FailedItems + CancelledItems;

    public long Tokens => PromptTokens + GeneratedTokens;

    /// <summary>What an answer took; whether an item ended with it, others say: a chunked one has an answer a piece.</summary>
    public static UsageAmounts Of(SequenceResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new UsageAmounts(
            PromptTokens: result.PromptTokens,
            CachedTokens: result.CachedTokens,
            GeneratedTokens: result.CompletionTokens,
            EngineMs: WholeMilliseconds(result.Timings.Prefill.TotalMilliseconds + result.Timings.Decode.TotalMilliseconds));
    }

    public UsageAmounts Plus(UsageAmounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new UsageAmounts(
            SucceededItems + other.SucceededItems,
            FailedItems + other.FailedItems,
            CancelledItems + other.CancelledItems,
            PromptTokens + other.PromptTokens,
            CachedTokens + other.CachedTokens,
            GeneratedTokens + other.GeneratedTokens,
            EngineMs + other.EngineMs);
    }

    /// <summary>Each answer by itself, so that a sum does not depend on the order it was added in.</summary>
    internal static long WholeMilliseconds(double milliseconds) => (long)Math.Round(milliseconds, MidpointRounding.AwayFromZero);
}
