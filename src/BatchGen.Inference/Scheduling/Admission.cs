using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>Who of those that wait gets a slot next, where, and behind which cells.</summary>
internal sealed class Admission(SlotCache cache, List<Sequence> running, SchedulerSettings settings)
{
    // A look further back than this costs time each step and hardly ever finds a sequence small enough.
    private const int Lookahead = 256;

    private readonly WaitingQueue _waiting = new(settings.Order ?? ArrivalOrder.Instance);
    private readonly List<Sequence> _passed = [];
    private readonly List<Chosen> _chosen = [];

    public int WaitingCount => _waiting.Count;

    /// <inheritdoc cref="Scheduler.Reserved"/>
    public int Reserved
    {
        get
        {
            int reserved = cache.Ledger.UsedByRunning;
            foreach (Sequence sequence in running)
                reserved += Math.Max(0, sequence.ReservedCells - sequence.Computed);
            return reserved;
        }
    }

    private bool IsUnified => cache.Context.Layout == KvLayout.Unified;

    public void Add(Sequence sequence) => _waiting.Add(sequence);

    public void Remove(Sequence sequence) => _waiting.Remove(sequence);

    /// <summary>Gives slots to those that wait, while there is room in the step, among the slots and in the cache.</summary>
    public void AdmitInto(StepPlan plan)
    {
        if (cache.FreeSlots == 0 || _waiting.Count == 0 || plan.Left == 0)
            return;
        Choose(plan.Left);
        // Neighbours put equal numbers of rows into a pass, so with rows falling from slot to slot those that are left stay neighbours.
        if (!IsUnified)
            _chosen.Sort((x, y) => y.Rows.CompareTo(x.Rows));
        foreach (Chosen chosen in _chosen)
            Place(chosen.Sequence, plan);
    }

    private void Choose(int stepTokens)
    {
        _passed.Clear();
        _chosen.Clear();
        int promised = Reserved;
        foreach (Sequence sequence in _waiting.First(Lookahead))
        {
            if (cache.FreeSlots == _chosen.Count || stepTokens <= 0 || _passed.Any(HasWaitedEnough))
                return;
            PrefixMatch match = MatchOf(sequence);
            if (IsWorthWaitingFor(sequence, match.Length))
                continue;
            int cells = sequence.ReservedCells - (IsUnified ? cache.Ledger.RunningCells(match.Slot, match.Length) : 0);
            if (IsUnified && promised + cells > cache.Context.KvCells)
            {
                _passed.Add(sequence);
                continue;
            }

            _waiting.Remove(sequence);
            _chosen.Add(new Chosen(sequence, sequence.Length - match.Length));
            promised += cells;
            stepTokens -= sequence.Length - match.Length;
            _passed.ForEach(earlier => earlier.PassedOver++);
        }
    }

    private void Place(Sequence sequence, StepPlan plan)
    {
        SlotId slot = SlotChoice.For(sequence.Tokens, cache);
        var own = new PrefixMatch(slot, Math.Min(cache.MatchIn(slot, sequence.Tokens), sequence.Length - 1));
        PrefixMatch longest = MatchOf(sequence);
        int effort = IsUnified ? 1 : PrefixRules.WorthEffort;
        PrefixMatch source = longest.Length - own.Length >= effort ? longest : own;
        int length = source.Length < PrefixRules.Shortest ? 0 : source.Length;

        cache.Begin(slot, source.Slot, length, sequence.ReservedCells);
        sequence.Slot = slot;
        sequence.Computed = length;
        sequence.CachedTokens = length;
        running.Add(sequence);
        plan.AddAdmitted(sequence);
    }

    private PrefixMatch MatchOf(Sequence sequence)
    {
        // The last token is computed in any case: the logits come from it.
        PrefixMatch match = cache.FindLongest(sequence.Tokens[..^1]);
        return match.Length < PrefixRules.Shortest ? match with { Length = 0 } : match;
    }

    /// <summary>Somebody is just computing more of its beginning than any slot holds yet.</summary>
    private bool IsWorthWaitingFor(Sequence sequence, int held)
    {
        if (!cache.Context.KeepsPrefixes)
            return false;
        int coming = 0;
        foreach (Sequence other in running)
        {
            if (other.Computed < other.Length - 1)
                coming = Math.Max(coming, other.Tokens.CommonPrefixLength(sequence.Tokens));
        }

        foreach (Chosen chosen in _chosen)
            coming = Math.Max(coming, chosen.Sequence.Tokens.CommonPrefixLength(sequence.Tokens));
        return coming - held >= PrefixRules.WorthEffort;
    }

    private bool HasWaitedEnough(Sequence sequence) => sequence.PassedOver >= settings.MaxPassedOver;

    /// <param name="Rows">Tokens it is going to have computed before its answer goes on.</param>
    private readonly record struct Chosen(Sequence Sequence, int Rows);
}
