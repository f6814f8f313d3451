using Hangfire;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Hands work to Hangfire, by id only. Losing or doubling what is handed over does no harm: the database knows what
/// is done. The queue is set on the job itself, so that a retry or a later start comes back to the same queue.
/// </summary>
internal sealed class ShardQueue(IBackgroundJobClient jobs)
{
    // One past the lapse, so that the next look does not come a moment too early.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public void EnqueueShards(IEnumerable<long> shardIds, int priority)
    {
        var queue = JobQueues.ForPriority(priority);
        foreach (var shardId in shardIds)
            jobs.Enqueue<ShardJob>(queue, job => job.RunAsync(shardId, CancellationToken.None));
    }

    public void EnqueueShardLater(long shardId, int priority, TimeSpan delay) =>
        jobs.Schedule<ShardJob>(JobQueues.ForPriority(priority), job => job.RunAsync(shardId, CancellationToken.None), delay + Margin);

    public void EnqueueFinalize(long batchId) =>
        jobs.Enqueue<FinalizeJob>(JobQueues.Finalize, job => job.RunAsync(batchId, CancellationToken.None));
}
