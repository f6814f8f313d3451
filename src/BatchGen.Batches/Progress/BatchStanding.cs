using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Progress;

/// <summary>A batch's row as far as the feed tells it on.</summary>
internal sealed record BatchStanding(
    string PublicId, long Revision, BatchState State, int Total, int Succeeded, int Failed, int Cancelled,
    long PromptTokens, long CompletionTokens, Sentence? Problem)
{
    public int Open => Total - Succeeded - Failed - Cancelled;

    public bool IsAtRest => State is BatchState.Completed or BatchState.Cancelled or BatchState.Failed;

    public static BatchStanding Of(Batch batch) => new(
        batch.PublicId, batch.Revision, batch.State, batch.TotalItems, batch.SucceededItems, batch.FailedItems, batch.CancelledItems,
        batch.PromptTokens, batch.CompletionTokens, batch.Problem ?? batch.WaitingReason);
}
