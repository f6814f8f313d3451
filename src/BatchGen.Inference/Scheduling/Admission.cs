using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>Who of those that wait gets a slot next, where, and behind which cells.</summary>
internal sealed class Admission(SlotCache cache, List<Sequence> running, SchedulerSettings settings)
{
    // A look further back than this costs time each step and hardly ever finds a sequence small enough.
    private const int Lookahead = 256;

    // Of the same group, so it waits for its own batch only; bounded, because a group may never end.
    private const int MostOvertakes = 1024;

    private readonly ISequenceOrder _order = settings.Order ?? ArrivalOrder.Instance;
    private readonly AnswerLengths _lengths = new();
    private readonly WaitingQueue _waiting = new(settings.Order ?? ArrivalOrder.Instance);
    private readonly List<Candidate> _window = [];
    private readonly List<Sequence> _passed = [];
    private readonly List<Candidate> _chosen = [];

    public int WaitingCount => _waiting.Count;

    /// <inheritdoc cref="Scheduler.Reserved"/>
    public int Reserved => Math.Min(Promised, cache.Context.KvCells);

    /// <summary>Above the cells there are when answers became longer than expected.</summary>
    private int Promised
    {
        get
        {
            var promised = cache.Ledger.UsedByRunning;
            foreach (var sequence in running)
                promised += sequence.MissingCells;
            return promised;
        }
    }

    private bool IsUnified => cache.Context.Layout == KvLayout.Unified;

    public void Add(Sequence sequence)
    {
        sequence.Lengths ??= _lengths.Of(sequence.Request.Group);
        _waiting.Add(sequence);
    }

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
        foreach (var chosen in _chosen)
            Place(chosen.Sequence, plan);
    }

    private void Choose(int stepTokens)
    {
        _passed.Clear();
        _chosen.Clear();
        Look();
        var promised = Promised;
        for (var at = 0; at < _window.Count;)
        {
            if (cache.FreeSlots == _chosen.Count || stepTokens <= 0 || _passed.Any(HasWaitedEnough))
                return;
            var next = WhoGoesFor(at);
            var candidate = _window[next];
            var cells = CellsFor(candidate);
            var waits = candidate.IsOut || IsWorthWaitingFor(candidate.Sequence, candidate.Match.Length);
            if (!waits && promised + cells <= cache.Context.KvCells)
            {
                Take(at, next);
                promised += cells;
                stepTokens -= candidate.Rows;
            }
            else if (next == at && !waits)
            {
                _passed.Add(candidate.Sequence);
            }

            _window[next] = candidate with { IsOut = true };
            at += _window[at].IsOut ? 1 : 0;
        }
    }

    /// <summary>Those at the front of the queue, and what each would find in the cache.</summary>
    private void Look()
    {
        _window.Clear();
        foreach (var sequence in _waiting.First(Lookahead))
            _window.Add(new Candidate(sequence, MatchOf(sequence)));
    }

    /// <summary>
    /// Who takes this one's turn: whoever shares much more with the cache, until it was passed over often enough; else the one of its own
    /// group that is expected to take longest, so that at the end of a batch the slots become idle together; else itself.
    /// </summary>
    private int WhoGoesFor(int at)
    {
        var first = _window[at];
        if (first.IsOut)
            return at;
        var best = at;
        for (var next = at + 1; next < _window.Count && IsPeer(first, _window[next]) && !HasWaitedEnough(first.Sequence); next++)
        {
            if (!_window[next].IsOut && _window[next].Match.Length >= Math.Max(_window[best].Match.Length + 1, first.Match.Length + PrefixRules.WorthEffort))
                best = next;
        }

        if (best != at || first.Sequence.Lengths is null || first.Sequence.Overtaken >= MostOvertakes)
            return best;
        for (var next = at + 1; next < _window.Count && IsPeer(first, _window[next]); next++)
        {
            var other = _window[next];
            if (!other.IsOut && other.Sequence.Lengths == first.Sequence.Lengths && other.Expected > _window[best].Expected)
                best = next;
        }

        return best;
    }

    /// <summary>Neither priority nor the chosen order sets one before the other.</summary>
    private bool IsPeer(Candidate first, Candidate later) =>
        first.Sequence.Request.Priority == later.Sequence.Request.Priority && _order.Compare(first.Sequence.Request, later.Sequence.Request) == 0;

    private void Take(int at, int next)
    {
        var first = _window[at].Sequence;
        var taken = _window[next].Sequence;
        var turn = first.Turn;
        if (next != at && taken.Lengths is not null && taken.Lengths == first.Lengths)
        {
            _waiting.SwapTurns(first, taken);
            first.Overtaken++;
        }
        else if (next != at)
        {
            first.PassedOver++;
        }

        _waiting.Begin(taken, turn);
        _chosen.Add(_window[next]);
        taken.Reservation = ReservationOf(taken);
        foreach (var earlier in _passed)
            earlier.PassedOver++;
    }

    /// <summary>Cells that must be free for it beside those that run already.</summary>
    private int CellsFor(Candidate candidate) => IsUnified
        ? ReservationOf(candidate.Sequence) - cache.Ledger.RunningCells(candidate.Match.Slot, candidate.Match.Length)
        : 0;

    private int ReservationOf(Sequence sequence)
    {
        var needed = sequence.Lengths?.NineOfTen(sequence.PromptLength) ?? 0;
        return !IsUnified || settings.Reserves == CellReserve.Longest || sequence.WasPreempted || needed == 0
            ? sequence.ReservedCells
            : Math.Min(sequence.ReservedCells, sequence.PromptLength + needed);
    }

    private void Place(Sequence sequence, StepPlan plan)
    {
        var slot = SlotChoice.For(sequence.Tokens, cache);
        var own = new PrefixMatch(slot, Math.Min(cache.MatchIn(slot, sequence.Tokens), sequence.Length - 1));
        var longest = MatchOf(sequence);
        var effort = IsUnified ? 1 : PrefixRules.WorthEffort;
        var source = longest.Length - own.Length >= effort ? longest : own;
        var length = source.Length < PrefixRules.Shortest ? 0 : source.Length;

        cache.Begin(slot, source.Slot, length, sequence.ReservedCells);
        sequence.Slot = slot;
        sequence.Computed = length;
        if (!sequence.HasBegun)
            sequence.CachedTokens = length;
        running.Add(sequence);
        plan.AddAdmitted(sequence);
    }

    private PrefixMatch MatchOf(Sequence sequence)
    {
        // The last token is computed in any case: the logits come from it.
        var match = cache.FindLongest(sequence.Tokens[..^1]);
        return match.Length < PrefixRules.Shortest ? match with { Length = 0 } : match;
    }

    /// <summary>Somebody is just computing more of its beginning than any slot holds yet.</summary>
    private bool IsWorthWaitingFor(Sequence sequence, int held)
    {
        if (!cache.Context.KeepsPrefixes)
            return false;
        var coming = 0;
        foreach (var other in running)
        {
            if (other.Computed < other.Length - 1)
                coming = Math.Max(coming, other.Tokens.CommonPrefixLength(sequence.Tokens));
        }

        foreach (var chosen in _chosen)
            coming = Math.Max(coming, chosen.Sequence.Tokens.CommonPrefixLength(sequence.Tokens));
        return coming - held >= PrefixRules.WorthEffort;
    }

    private bool HasWaitedEnough(Sequence sequence) => sequence.PassedOver >= settings.MaxPassedOver;

    /// <param name="Match">Where its beginning stands in the cache.</param>
    /// <param name="IsOut">It has a slot, or waits for another step.</param>
    private readonly record struct Candidate(Sequence Sequence, PrefixMatch Match, bool IsOut = false)
    {
        /// <summary>Tokens to compute before its answer goes on.</summary>
        public int Rows => Sequence.Length - Match.Length;

        /// <summary>How long its answer is going to be; 0 while nobody knows.</summary>
        public int Expected => Sequence.Lengths?.Median(Sequence.PromptLength) ?? 0;
    }
}
