namespace BatchGen.Inference.Scheduling;

/// <summary>Counts what the loop does and publishes it, for any thread to read.</summary>
internal sealed class LoopMeter
{
    private long _prefillTokens;
    private long _cachedTokens;
    private long _passes;
    private long _draftedTokens;
    private long _hitTokens;
    private long _decodeTokens;
    private long _steps;

    // Written once a step and read twice a second: so a reader makes the record, and a step allocates nothing.
    private readonly Lock _gate = new();
    private Figures _figures;

    public LoopMeter(Scheduler scheduler) => Publish(scheduler);

    public LoopActivity Activity
    {
        get
        {
            Figures figures;
            lock (_gate)
                figures = _figures;
            return figures.ToActivity();
        }
    }

    /// <param name="passes">Passes over the weights that it took.</param>
    public void CountStep(StepPlan plan, int passes)
    {
        foreach (var work in plan.Work)
            _prefillTokens += work.PrefillTokens;
        _passes += passes;
        _steps++;
    }

    public void CountCached(Sequence admitted) => _cachedTokens += admitted.CachedTokens;

    public void CountDraft(int drafted, int hit)
    {
        _draftedTokens += drafted;
        _hitTokens += hit;
    }

    public void CountToken() => _decodeTokens++;

    public void Publish(Scheduler scheduler)
    {
        var cache = scheduler.Cache;
        var figures = new Figures(
            new Sequences(scheduler.Running.Count, scheduler.WaitingCount, scheduler.Preemptions),
            new Cells(cache.Ledger.UsedByRunning, scheduler.Reserved, cache.Context.KvCells, cache.Kept),
            new Tokens(_prefillTokens, _decodeTokens, _cachedTokens, _draftedTokens, _hitTokens),
            _steps,
            _passes,
            scheduler.DraftRowCost);
        lock (_gate)
            _figures = figures;
    }

    private readonly record struct Sequences(int Running, int Waiting, long Preemptions);

    private readonly record struct Cells(int Used, int Reserved, int Total, int Kept);

    private readonly record struct Tokens(long Prefill, long Decode, long Cached, long Drafted, long Hit);

    private readonly record struct Figures(Sequences Sequences, Cells Cells, Tokens Tokens, long Steps, long Passes, double DraftRowCost)
    {
        public LoopActivity ToActivity() => new(
            RunningSequences: Sequences.Running,
            WaitingSequences: Sequences.Waiting,
            KvCellsUsed: Cells.Used,
            KvCellsReserved: Cells.Reserved,
            KvCellsTotal: Cells.Total,
            PrefillTokens: Tokens.Prefill,
            DecodeTokens: Tokens.Decode,
            Steps: Steps)
        {
            Passes = Passes,
            CachedTokens = Tokens.Cached,
            KvCellsKept = Cells.Kept,
            Preemptions = Sequences.Preemptions,
            DraftedTokens = Tokens.Drafted,
            HitTokens = Tokens.Hit,
            DraftRowCost = DraftRowCost,
        };
    }
}
