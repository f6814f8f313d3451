namespace BatchGen.Batches.Queries;

/// <summary>What waits in one of the three queues.</summary>
/// <param name="Priority">1 for urgent, 0 for normal, -1 for what can wait.</param>
/// <param name="Batches">Queued or running.</param>
/// <param name="Items">Theirs that have no end yet.</param>
public sealed record QueueDepth(int Priority, int Batches, long Items);
