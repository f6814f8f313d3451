using BatchGen.Batches.Data;
using BatchGen.Batches.Nights;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Progress;

/// <summary>One batch at one moment.</summary>
/// <param name="PromptTokens">Of the items that have their end.</param>
/// <param name="CompletionTokens">Generated for the items that have their end.</param>
/// <param name="Running">Items in the engine, by ordinal.</param>
/// <param name="ItemsPerSecond">Over the last half minute, in this process.</param>
/// <param name="CompletionTokensPerSecond">Generated tokens, over the same time.</param>
/// <param name="Remaining">Until its end, at the current rate and with the hours in which nothing is worked on; null while there is no estimate.</param>
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

/// <summary>A batch's row as far as the feed tells it on.</summary>
internal sealed record BatchStanding(
    string PublicId, long Revision, BatchState State, int Total, int Succeeded, int Failed, int Cancelled,
    long PromptTokens, long CompletionTokens, Sentence? Problem, int Priority, BatchHours? Hours = null)
{
    public int Open => Total - Succeeded - Failed - Cancelled;

    public bool IsAtRest => State.IsAtRest();

    public static BatchStanding Of(Batch batch) => new(
        batch.PublicId, batch.Revision, batch.State, batch.TotalItems, batch.SucceededItems, batch.FailedItems, batch.CancelledItems,
        batch.PromptTokens, batch.CompletionTokens, batch.Problem ?? batch.WaitingReason, batch.Priority, BatchHours.Of(batch));
}

/// <summary>An item that is in the engine just now.</summary>
/// <param name="StartedAt">When it got a slot, UTC; of a chunked item, when its first piece did.</param>
/// <param name="Pieces">Generations of a chunked item that are known so far: its parts, and answers over them; 0 for a whole one.</param>
/// <param name="PiecesDone">Those of them that have their answer.</param>
public sealed record RunningItem(int Ordinal, string CustomId, DateTimeOffset StartedAt, int Pieces = 0, int PiecesDone = 0);
