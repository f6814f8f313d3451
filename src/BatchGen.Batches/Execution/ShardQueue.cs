using BatchGen.Batches.Jobs;
using Hangfire;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Hands work to Hangfire, by id only. Losing or doubling what is handed over does no harm: the database knows what
/// is done. The queue is set on the job itself, so that a retry or a later start comes back to the same queue.
/// </summary>
internal sealed class ShardQueue(IBackgroundJobClient jobs)
{
    // One past the moment, so that the look does not come a little too early.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>Wakes as many workers as a batch may have here.</summary>
    /// <param name="openShards">Shards of it that are to be taken.</param>
    public void EnqueueWork(long batchId, int openShards, int priority)
    {
        for (var i = 0; i < Math.Min(openShards, NextShard.OfOneBatch); i++)
            jobs.Enqueue<ShardJob>(JobQueues.ForPriority(priority), job => job.RunAsync(batchId, CancellationToken.None));
    }

    public void EnqueueWorkLater(long batchId, int priority, TimeSpan delay) =>
        jobs.Schedule<ShardJob>(JobQueues.ForPriority(priority), job => job.RunAsync(batchId, CancellationToken.None), delay + Margin);

    public void EnqueueFinalize(long batchId) =>
        jobs.Enqueue<FinalizeJob>(JobQueues.Finalize, job => job.RunAsync(batchId, CancellationToken.None));

    public void EnqueueDeletion(long batchId) =>
        jobs.Enqueue<DeletionJob>(JobQueues.Finalize, job => job.RunAsync(batchId, CancellationToken.None));
}
