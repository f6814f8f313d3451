namespace BatchGen.Inference.Scheduling;

/// <summary>Sequences without a slot: by priority, then by the chosen order, then by their turn (<see cref="FairTurns"/>).</summary>
internal sealed class WaitingQueue(ISequenceOrder order)
{
    private readonly SortedSet<Sequence> _sequences = new(Comparer<Sequence>.Create((x, y) => Compare(order, x, y)));

    // Who waits with another priority has no part in these turns.
    private readonly Dictionary<int, FairTurns> _turns = [];

    public int Count => _sequences.Count;

    public IEnumerable<Sequence> First(int count) => _sequences.Take(count);

    /// <summary>One that waits again keeps its turn.</summary>
    public void Add(Sequence sequence)
    {
        if (sequence.Turn == 0)
            sequence.Turn = TurnsOf(sequence).Next(sequence.Request.Group);
        _sequences.Add(sequence);
    }

    /// <summary>It has ended without a slot.</summary>
    public void Remove(Sequence sequence) => _sequences.Remove(sequence);

    /// <param name="sequence">It has its slot.</param>
    /// <param name="turn">Whose turn it took: its own, or that of one that was passed over for it.</param>
    public void Begin(Sequence sequence, long turn)
    {
        _sequences.Remove(sequence);
        TurnsOf(sequence).Begin(turn);
    }

    /// <summary>Each stands where the other stood.</summary>
    public void SwapTurns(Sequence x, Sequence y)
    {
        _sequences.Remove(x);
        _sequences.Remove(y);
        (x.Turn, y.Turn) = (y.Turn, x.Turn);
        _sequences.Add(x);
        _sequences.Add(y);
    }

    private FairTurns TurnsOf(Sequence sequence)
    {
        if (!_turns.TryGetValue(sequence.Request.Priority, out var turns))
            _turns.Add(sequence.Request.Priority, turns = new FairTurns());
        return turns;
    }

    private static int Compare(ISequenceOrder order, Sequence x, Sequence y)
    {
        var byPriority = y.Request.Priority.CompareTo(x.Request.Priority);
        if (byPriority != 0)
            return byPriority;
        var byOrder = order.Compare(x.Request, y.Request);
        if (byOrder != 0)
            return byOrder;
        var byTurn = x.Turn.CompareTo(y.Turn);
        return byTurn != 0 ? byTurn : x.Arrival.CompareTo(y.Arrival);
    }
}
