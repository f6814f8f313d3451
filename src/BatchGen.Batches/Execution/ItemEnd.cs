using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Execution;

/// <summary>How an item ended: exactly one result or one error.</summary>
internal abstract record ItemEnd(ShardItem Item);

internal sealed record ItemSucceeded(ShardItem Item, SequenceResult Result) : ItemEnd(Item);

internal sealed record ItemFailed(ShardItem Item, string Code, string Message) : ItemEnd(Item);
