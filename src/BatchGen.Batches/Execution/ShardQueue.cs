using Hangfire;
using Hangfire.States;

namespace BatchGen.Batches.Execution;

/// <summary>Hands work to Hangfire, by id only. Losing or doubling what is handed over does no harm: the database knows what is done.</summary>
internal sealed class ShardQueue(IBackgroundJobClient jobs)
{
    public void EnqueueShards(IEnumerable<long> shardIds, int priority)
    {
        var state = new EnqueuedState(JobQueues.ForPriority(priority));
        foreach (var shardId in shardIds)
            jobs.Create<ShardJob>(job => job.RunAsync(shardId, CancellationToken.None), state);
    }

    /// <summary>For a shard that another worker holds: looked at again when its claim would lapse.</summary>
    public void EnqueueShardLater(long shardId, TimeSpan delay) =>
        jobs.Schedule<ShardJob>(JobQueues.Normal, job => job.RunAsync(shardId, CancellationToken.None), delay);

    public void EnqueueFinalize(long batchId) =>
        jobs.Create<FinalizeJob>(job => job.RunAsync(batchId, CancellationToken.None), new EnqueuedState(JobQueues.Finalize));
}
