using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Progress;

/// <summary>One batch at one moment.</summary>
/// <param name="PromptTokens">Of the items that have their end.</param>
/// <param name="CompletionTokens">Generated for the items that have their end.</param>
/// <param name="Running">Items in the engine, by ordinal.</param>
/// <param name="ItemsPerSecond">Over the last half minute, in this process.</param>
/// <param name="CompletionTokensPerSecond">Generated tokens, over the same time.</param>
/// <param name="Remaining">The estimate at the current rate; null while there is none.</param>
/// <param name="Problem">Why it failed or waits, in a sentence, or null.</param>
public sealed record BatchProgress(
    string BatchPublicId,
    BatchState State,
    int TotalItems,
    int SucceededItems,
    int FailedItems,
    int CancelledItems,
    long PromptTokens,
    long CompletionTokens,
    IReadOnlyList<RunningItem> Running,
    double ItemsPerSecond,
    double CompletionTokensPerSecond,
    TimeSpan? Remaining,
    Sentence? Problem,
    DateTimeOffset At)
{
    /// <summary>Items that have their end.</summary>
    public int FinishedItems => SucceededItems + FailedItems + CancelledItems;
}
