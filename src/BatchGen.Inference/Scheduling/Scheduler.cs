using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Decides what each step computes. A step is one forward pass of at most StepTokens tokens; the loop asks for one
/// plan, runs it, appends what it drew, and asks again. Used by one thread.
/// <list type="number">
/// <item>Every running sequence that has all but its last token computed decodes: one token each. They come first, so
/// prefill never delays a running answer by more than one step's length.</item>
/// <item>What is left of the step goes to running sequences whose prompt is not computed yet, in the order they were
/// admitted: as much of each prompt as fits (chunked prefill).</item>
/// <item>While there is still room in the step, waiting sequences are admitted in the queue's order: one is admitted
/// when a slot is free and the pool can reserve its prompt and all tokens it may generate. Nothing is admitted on
/// hope, so a running sequence is never evicted and the KV cache never runs full.</item>
/// <item>One whose reservation does not fit yet may be passed by later ones, MaxPassedOver times in all; then nobody
/// behind it is admitted until it is. Running sequences end after a bounded number of steps, so it always gets in.
/// Among equal priorities nothing starves; a higher priority goes first always, on purpose.</item>
/// </list>
/// Whenever something is running or waiting, the plan is not empty.
/// </summary>
internal sealed class Scheduler
{
    // A look further back than this costs time each step and hardly ever finds a sequence small enough.
    private const int Lookahead = 256;

    private readonly int _stepTokens;
    private readonly int _maxPassedOver;
    private readonly WaitingQueue _waiting;
    private readonly List<Sequence> _running = [];
    private readonly Stack<SlotId> _freeSlots;

    /// <exception cref="ArgumentException">The context's figures cannot work together.</exception>
    public Scheduler(ContextInfo context, SchedulerSettings settings)
    {
        if (context.StepTokens < context.Slots)
            throw new ArgumentException($"StepTokens ({context.StepTokens}) must be at least Slots ({context.Slots}): each running sequence decodes one token a step.", nameof(context));
        if (settings.MaxPassedOver < 0)
            throw new ArgumentException($"MaxPassedOver ({settings.MaxPassedOver}) must not be negative.", nameof(settings));
        _stepTokens = context.StepTokens;
        _maxPassedOver = settings.MaxPassedOver;
        _waiting = new WaitingQueue(settings.Order ?? ArrivalOrder.Instance);
        _freeSlots = new Stack<SlotId>(Enumerable.Range(0, context.Slots).Reverse().Select(slot => new SlotId(slot)));
        Pool = new KvPool(context);
    }

    public KvPool Pool { get; }

    /// <summary>In the order they were admitted.</summary>
    public IReadOnlyList<Sequence> Running => _running;

    public int WaitingCount => _waiting.Count;

    /// <param name="sequence">Its reservation must fit an empty pool, or it would wait for ever.</param>
    public void Add(Sequence sequence)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence.ReservedCells, Pool.LargestReservation);
        _waiting.Add(sequence);
    }

    /// <summary>Plans the next step. Those admitted have their slot and their reservation when it returns.</summary>
    public StepPlan Schedule()
    {
        var plan = new StepPlanBuilder(_stepTokens);
        foreach (Sequence sequence in _running.Where(NeedsOneToken))
            plan.Add(sequence);
        foreach (Sequence sequence in _running.Where(sequence => !NeedsOneToken(sequence)))
            plan.Add(sequence);
        AdmitInto(plan);
        return plan.Build();
    }

    /// <summary>Forgets a sequence, waiting or running; its slot and its cells are free again.</summary>
    public void Remove(Sequence sequence)
    {
        if (sequence.Slot is not { } slot)
        {
            _waiting.Remove(sequence);
            return;
        }

        _running.Remove(sequence);
        _freeSlots.Push(slot);
        Pool.Release(sequence.ReservedCells);
        sequence.Slot = null;
    }

    private static bool NeedsOneToken(Sequence sequence) => sequence.Computed == sequence.Length - 1;

    private void AdmitInto(StepPlanBuilder plan)
    {
        if (_freeSlots.Count == 0 || _waiting.Count == 0)
            return;
        var passed = new List<Sequence>();
        foreach (Sequence sequence in _waiting.First(Lookahead))
        {
            if (_freeSlots.Count == 0 || plan.IsFull || passed.Any(HasWaitedEnough))
                return;
            if (!Pool.CanReserve(sequence.ReservedCells))
            {
                passed.Add(sequence);
                continue;
            }

            Admit(sequence);
            plan.AddAdmitted(sequence);
            passed.ForEach(earlier => earlier.PassedOver++);
        }
    }

    private bool HasWaitedEnough(Sequence sequence) => sequence.PassedOver >= _maxPassedOver;

    private void Admit(Sequence sequence)
    {
        _waiting.Remove(sequence);
        Pool.Reserve(sequence.ReservedCells);
        sequence.Slot = _freeSlots.Pop();
        _running.Add(sequence);
    }
}
