using BatchGen.Batches.Progress;

namespace BatchGen.Batches.Submission;

/// <param name="ShardIds">To be enqueued, in order; none when no item can run.</param>
internal sealed record StoredBatch(long BatchId, BatchStanding Standing, int Priority, IReadOnlyList<long> ShardIds);
