namespace BatchGen.Inference.Scheduling;

/// <summary>First come, first served.</summary>
public sealed class ArrivalOrder : ISequenceOrder
{
    public static ArrivalOrder Instance { get; } = new();

    public int Compare(SequenceRequest x, SequenceRequest y) => 0;
}
