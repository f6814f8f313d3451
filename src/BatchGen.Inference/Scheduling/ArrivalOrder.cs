namespace BatchGen.Inference.Scheduling;

/// <summary>Nobody goes before anybody else: groups take turns, and within one it is first come, first served.</summary>
public sealed class ArrivalOrder : ISequenceOrder
{
    public static ArrivalOrder Instance { get; } = new();

    public int Compare(SequenceRequest x, SequenceRequest y) => 0;
}
