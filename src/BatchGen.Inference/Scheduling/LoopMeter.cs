namespace BatchGen.Inference.Scheduling;

/// <summary>Counts what the loop does and publishes it, for any thread to read.</summary>
internal sealed class LoopMeter
{
    private readonly TimeProvider _time;
    private long _prefillTokens;
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

    public void CountStep(StepPlan plan)
    {
        _prefillTokens += plan.Work.Sum(work => work.PromptTokens);
        _steps++;
        _lastStep = _time.GetUtcNow();
    }

    public void CountToken() => _decodeTokens++;

    public void Publish(Scheduler scheduler) => _activity = Read(scheduler);

    private LoopActivity Read(Scheduler scheduler) => new(
        RunningSequences: scheduler.Running.Count,
        WaitingSequences: scheduler.WaitingCount,
        KvCellsUsed: scheduler.Running.Sum(sequence => sequence.Computed),
        KvCellsReserved: scheduler.Pool.Reserved,
        KvCellsTotal: scheduler.Pool.Total,
        PrefillTokens: _prefillTokens,
        DecodeTokens: _decodeTokens,
        Steps: _steps,
        LastStep: _lastStep);
}
