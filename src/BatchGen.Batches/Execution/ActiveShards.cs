using BatchGen.Batches.Nights;

namespace BatchGen.Batches.Execution;

/// <summary>The shards this process runs just now, so that a cancelled batch stops at once and not at its next commit.</summary>
internal sealed class ActiveShards
{
    private readonly Lock _lock = new();
    private readonly List<ActiveShard> _active = [];

    public IReadOnlyList<ActiveShard> Running
    {
        get
        {
            lock (_lock)
                return [.. _active];
        }
    }

    public ActiveShard Add(long batchId, long? ownerId, int priority, BatchHours? hours = null)
    {
        var shard = new ActiveShard(batchId, ownerId, priority, Remove) { Hours = hours };
        lock (_lock)
            _active.Add(shard);
        return shard;
    }

    /// <summary>Tells every shard of the batch to stop; shards in other processes find out by <see cref="StoppedElsewhere"/>.</summary>
    public void Stop(long batchId)
    {
        List<ActiveShard> stopping;
        lock (_lock)
            stopping = _active.FindAll(shard => shard.BatchId == batchId);
        foreach (var shard in stopping)
            shard.Stop();
    }

    /// <summary>Tells every shard of this process to stop.</summary>
    public void StopAll()
    {
        List<ActiveShard> stopping;
        lock (_lock)
            stopping = [.. _active];
        foreach (var shard in stopping)
            shard.Stop();
    }

    private void Remove(ActiveShard shard)
    {
        lock (_lock)
            _active.Remove(shard);
    }
}
