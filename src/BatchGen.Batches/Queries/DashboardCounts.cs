namespace BatchGen.Batches.Queries;

/// <summary>The dashboard's numbers, from counters and indexes only.</summary>
/// <param name="WaitingItems">Items of active batches that have no end yet.</param>
public sealed record DashboardCounts(
    int QueuedBatches,
    int RunningBatches,
    int CompletedBatches,
    int FailedBatches,
    int CancelledBatches,
    long WaitingItems)
{
    public int PausedBatches { get; init; }
}
