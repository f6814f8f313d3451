using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Decides what each step computes. A step is one forward pass of at most StepTokens tokens; the loop asks for one
/// plan, runs it, appends what it drew, and asks again. Used by one thread.
/// <list type="number">
/// <item>When a unified cache has no cell left for the running ones, the youngest give their slots back and wait again.</item>
/// <item>Every running sequence that has all but its last token computed decodes: one token each, and behind it a draft of those that
/// may follow where that pays (<see cref="Drafting"/>). They come first, so
/// prefill never delays a running answer by more than one step's length.</item>
/// <item>What is left of the step goes to running sequences whose prompt is not computed yet, in the order they were
/// admitted: as much of each prompt as fits (chunked prefill).</item>
/// <item>While there is still room in the step, waiting sequences are admitted in the queue's order, of one group the one with the
/// longest expected answer first: one is admitted when a slot is free and its cells can be reserved (<see cref="CellReserve"/>). It
/// begins behind the longest beginning that any slot holds; while another is just computing what it could share, it waits for it.</item>
/// <item>One whose reservation does not fit yet may be passed by later ones, MaxPassedOver times in all; then nobody
/// behind it is admitted until it is. Running sequences end after a bounded number of steps, so it always gets in.
/// Among equal priorities nothing starves; a higher priority goes first always, on purpose.</item>
/// <item>With cells per slot, running sequences are moved together when nobody fills a gap between them: each group of
/// neighbours is a pass over the weights of its own (<see cref="PassCount"/>).</item>
/// </list>
/// Whenever something is running or waiting, the plan is not empty.
/// </summary>
internal sealed class Scheduler
{
    // Of the unified cache, what ended sequences may keep while others run: each running row looks at it.
    private const int KeptShare = 8;

    private readonly SlotCache _cache;
    private readonly StepPlan _plan;
    private readonly Admission _admission;
    private readonly Drafting _drafting;
    private readonly RowCost _rowCost;
    private readonly List<Sequence> _running = [];

    /// <exception cref="ArgumentException">The context's figures cannot work together.</exception>
    public Scheduler(IRuntimeContext context, SchedulerSettings settings)
    {
        var info = context.Info;
        if (info.StepTokens < info.Slots)
            throw new ArgumentException(
                InvariantText.Of($"StepTokens ({info.StepTokens}) must be at least Slots ({info.Slots}): each running sequence decodes one token a step."),
                nameof(context));
        if (settings.MaxPassedOver < 0)
            throw new ArgumentException(InvariantText.Of($"MaxPassedOver ({settings.MaxPassedOver}) must not be negative."), nameof(settings));
        _cache = new SlotCache(context);
        _plan = new StepPlan(info.StepTokens);
        _admission = new Admission(_cache, _running, settings);
        _rowCost = new RowCost(settings.DraftRowCost, settings.FirstRowCost);
        _drafting = new Drafting(info, _rowCost);
    }

    public SlotCache Cache => _cache;

    /// <summary>In the order they were admitted.</summary>
    public IReadOnlyList<Sequence> Running => _running;

    /// <summary>How many times a sequence gave its slot back since the start.</summary>
    public long Preemptions { get; private set; }

    /// <summary>What one more row costs a step, in units of what the weights of a pass cost, as far as it is known.</summary>
    public double DraftRowCost => _rowCost.Value;

    public int WaitingCount => _admission.WaitingCount;

    /// <summary>Cells that running sequences have or were promised; those that several share count once.</summary>
    public int Reserved => _admission.Reserved;

    /// <summary>The largest reservation that an empty cache takes.</summary>
    public int LargestReservation => Math.Min(_cache.Context.CellsPerSlot, _cache.Context.KvCells);

    /// <param name="sequence">Its longest reservation must fit an empty cache, or it would wait for ever.</param>
    public void Add(Sequence sequence)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence.ReservedCells, LargestReservation);
        _admission.Add(sequence);
    }

    /// <summary>Plans the next step. Those admitted have their slot and their reservation when it returns. Good until the next call.</summary>
    public StepPlan Schedule()
    {
        Preempt();
        _plan.Clear(CellsLeft);
        _drafting.Guess(_running, WaitingCount, CellsLeft);
        foreach (var sequence in _running)
        {
            if (sequence.NeedsOneToken)
                _plan.AddDecode(sequence);
        }

        foreach (var sequence in _running)
        {
            if (!sequence.NeedsOneToken)
                _plan.Add(sequence);
        }

        _admission.AdmitInto(_plan);
        if (_running.Count > 0)
            _cache.TrimIdle(_cache.Context.KvCells / KeptShare);
        if (_cache.Context is { Layout: KvLayout.PerSlot, KeepsPrefixes: true })
            CloseGaps();
        _plan.Sort();
        _cache.MakeRoom(_plan.Tokens);
        return _plan;
    }

    /// <summary>How long a step took in which everybody decoded (<see cref="Scheduling.RowCost"/>).</summary>
    public void Learn(int passes, int rows, double seconds) => _rowCost.Learn(passes, rows, seconds);

    /// <summary>A step came to its end: its tokens have cells now, but for those of a draft that the model did not draw.</summary>
    /// <param name="hit">Tokens of the draft that it drew, by now the sequence's own.</param>
    public void Computed(StepWork work, int hit = 0)
    {
        var sequence = work.Sequence;
        var slot = sequence.Slot!.Value;
        var end = work.End - work.Drafted + hit;
        foreach (var token in sequence.Tokens[work.First..end])
            _cache.Ledger.Append(slot, token);
        sequence.Computed = end;
        if (hit < work.Drafted)
            _cache.RollBack(slot);
    }

    /// <summary>
    /// A step was given up: drops what it may have left behind in the sequence's slot. A model with a window may have let go of cells that
    /// the step before still needs, and one with a state cannot go back, so their sequences begin again.
    /// </summary>
    public void RollBack(Sequence sequence)
    {
        var slot = sequence.Slot!.Value;
        if (_cache.Context.KeepsPrefixes)
        {
            _cache.RollBack(slot);
            return;
        }

        _cache.Clear(slot);
        sequence.Computed = 0;
    }

    /// <summary>Forgets a sequence, waiting or running; its slot and its reservation are free again.</summary>
    /// <param name="isWhole">
    /// It came to its end by itself: its group learns how long it was, and its cells stay for whoever begins with the same tokens, until
    /// somebody needs the room.
    /// </param>
    public void Remove(Sequence sequence, bool isWhole)
    {
        if (sequence.Slot is not { } slot)
        {
            _admission.Remove(sequence);
            return;
        }

        if (isWhole)
            sequence.Lengths?.Learn(sequence.PromptLength, sequence.Length - sequence.PromptLength);
        else
            _cache.Trim(slot, 0);
        Forget(sequence, keepsAll: sequence.Request.Priority > 0);
    }

    /// <summary>Forgets a sequence without touching the context, which may be broken.</summary>
    public void Abandon(Sequence sequence)
    {
        if (sequence.Slot is null)
            _admission.Remove(sequence);
        else
            Forget(sequence, keepsAll: false);
    }

    /// <summary>Cells that no running sequence holds.</summary>
    private int CellsLeft => _cache.Context.KvCells - _cache.Ledger.UsedByRunning;

    /// <summary>
    /// Makes those that were admitted last, on hope, wait again until each of the others can go on. The first one admitted stays, and
    /// fits by itself, so it comes to its end.
    /// </summary>
    private void Preempt()
    {
        if (_cache.Context.Layout != KvLayout.Unified)
            return;
        while (_running.Count > 1 && CellsLeft < CellsNeeded())
        {
            var youngest = _running[^1];
            foreach (var sequence in _running)
                youngest = sequence.Request.Priority <= youngest.Request.Priority ? sequence : youngest;
            Forget(youngest, keepsAll: true);
            youngest.Computed = 0;
            youngest.WasPreempted = true;
            Preemptions++;
            _admission.Add(youngest);
        }
    }

    /// <summary>One for each that decodes, and one so that prefill goes on.</summary>
    private int CellsNeeded()
    {
        var decoding = 0;
        foreach (var sequence in _running)
            decoding += sequence.NeedsOneToken ? 1 : 0;
        return decoding + (decoding < _running.Count ? 1 : 0);
    }

    private void Forget(Sequence sequence, bool keepsAll)
    {
        _running.Remove(sequence);
        _cache.End(sequence.Slot!.Value, keepsAll);
        sequence.Slot = null;
    }

    private void CloseGaps()
    {
        while (SlotChoice.CountRuns(_cache) > 1)
        {
            var last = _running.MaxBy(sequence => sequence.Slot!.Value.Value)!;
            var gap = FirstGap();
            _cache.Move(last.Slot!.Value, gap);
            last.Slot = gap;
        }
    }

    /// <summary>The lowest free slot above a running one.</summary>
    private SlotId FirstGap()
    {
        var number = 0;
        while (!_cache.IsRunning(new SlotId(number)))
            number++;
        while (_cache.IsRunning(new SlotId(number)))
            number++;
        return new SlotId(number);
    }
}
