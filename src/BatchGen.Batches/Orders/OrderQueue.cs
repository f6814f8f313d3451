using BatchGen.Batches.Jobs;
using Hangfire;

namespace BatchGen.Batches.Orders;

/// <summary>Hands orders to Hangfire, by id only; what is lost there is found again by the upkeep.</summary>
internal sealed class OrderQueue(IBackgroundJobClient jobs)
{
    public void EnqueueValidation(long batchId) =>
        jobs.Enqueue<ValidationJob>(JobQueues.Validate, job => job.RunAsync(batchId, CancellationToken.None));
}
