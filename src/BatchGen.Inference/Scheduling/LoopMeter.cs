namespace BatchGen.Inference.Scheduling;

/// <summary>Counts what the loop does and publishes it, for any thread to read.</summary>
internal sealed class LoopMeter
{
    private readonly TimeProvider _time;
    private long _prefillTokens;
    private long _cachedTokens;
    private long _passes;
    private long _draftedTokens;
    private long _hitTokens;
    private long _decodeTokens;
    private long _steps;
    private DateTimeOffset _lastStep;
    private volatile LoopActivity _activity;

    public LoopMeter(Scheduler scheduler, TimeProvider time)
    {
        _time = time;
        _lastStep = time.GetUtcNow();
        _activity = Read(scheduler);
    }

    public LoopActivity Activity => _activity;

    /// <param name="passes">Passes over the weights that it took.</param>
    public void CountStep(StepPlan plan, int passes)
    {
        foreach (StepWork work in plan.Work)
            _prefillTokens += work.PrefillTokens;
        _passes += passes;
        _steps++;
        _lastStep = _time.GetUtcNow();
    }

    public void CountCached(Sequence admitted) => _cachedTokens += admitted.CachedTokens;

    public void CountDraft(int drafted, int hit)
    {
        _draftedTokens += drafted;
        _hitTokens += hit;
    }

    public void CountToken() => _decodeTokens++;

    public void Publish(Scheduler scheduler) => _activity = Read(scheduler);

    private LoopActivity Read(Scheduler scheduler) => new(
        RunningSequences: scheduler.Running.Count,
        WaitingSequences: scheduler.WaitingCount,
        KvCellsUsed: scheduler.Cache.Ledger.UsedByRunning,
        KvCellsReserved: scheduler.Reserved,
        KvCellsTotal: scheduler.Cache.Context.KvCells,
        PrefillTokens: _prefillTokens,
        DecodeTokens: _decodeTokens,
        Steps: _steps,
        LastStep: _lastStep)
    {
        Passes = _passes,
        CachedTokens = _cachedTokens,
        KvCellsKept = scheduler.Cache.Kept,
        Preemptions = scheduler.Preemptions,
        DraftedTokens = _draftedTokens,
        HitTokens = _hitTokens,
    };
}
