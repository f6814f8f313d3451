namespace BatchGen.Inference.Scheduling;

/// <summary>Sequences without a slot: by priority, then by the chosen order, then by their turn.</summary>
internal sealed class WaitingQueue(ISequenceOrder order)
{
    private readonly SortedSet<Sequence> _sequences = new(Comparer<Sequence>.Create((x, y) => Compare(order, x, y)));

    public int Count => _sequences.Count;

    public IEnumerable<Sequence> First(int count) => _sequences.Take(count);

    public void Add(Sequence sequence) => _sequences.Add(sequence);

    public bool Remove(Sequence sequence) => _sequences.Remove(sequence);

    /// <summary>Each stands where the other stood.</summary>
    public void SwapTurns(Sequence x, Sequence y)
    {
        _sequences.Remove(x);
        _sequences.Remove(y);
        (x.Turn, y.Turn) = (y.Turn, x.Turn);
        _sequences.Add(x);
        _sequences.Add(y);
    }

    private static int Compare(ISequenceOrder order, Sequence x, Sequence y)
    {
        int byPriority = y.Request.Priority.CompareTo(x.Request.Priority);
        if (byPriority != 0)
            return byPriority;
        int byOrder = order.Compare(x.Request, y.Request);
        return byOrder != 0 ? byOrder : x.Turn.CompareTo(y.Turn);
    }
}
