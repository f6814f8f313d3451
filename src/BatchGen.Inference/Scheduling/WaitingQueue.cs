namespace BatchGen.Inference.Scheduling;

/// <summary>Sequences without a slot: by priority, then by the chosen order, then by arrival.</summary>
internal sealed class WaitingQueue(ISequenceOrder order)
{
    private readonly SortedSet<Sequence> _sequences = new(Comparer<Sequence>.Create((x, y) => Compare(order, x, y)));

    public int Count => _sequences.Count;

    /// <summary>The first ones as they are now, so that the caller may remove while it looks.</summary>
    public IReadOnlyList<Sequence> First(int count) => [.. _sequences.Take(count)];

    public void Add(Sequence sequence) => _sequences.Add(sequence);

    public bool Remove(Sequence sequence) => _sequences.Remove(sequence);

    private static int Compare(ISequenceOrder order, Sequence x, Sequence y)
    {
        int byPriority = y.Request.Priority.CompareTo(x.Request.Priority);
        if (byPriority != 0)
            return byPriority;
        int byOrder = order.Compare(x.Request, y.Request);
        return byOrder != 0 ? byOrder : x.Arrival.CompareTo(y.Arrival);
    }
}
