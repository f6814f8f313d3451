using BatchGen.Batches.Data;

namespace BatchGen.Web.OpenAi;

/// <summary>Counters kept with the results they count. What is being retried counts as neither; what never ran is failed only in the end.</summary>
internal sealed record BatchCounts(int Total, int Completed, int Failed)
{
    public static BatchCounts Of(Batch batch) => new(batch.TotalItems, batch.SucceededItems, batch.FailedItems);
}
