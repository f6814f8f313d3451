using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;

namespace BatchGen.Inference.Scheduling;

/// <summary>The sequences of a <see cref="GenerationLoop"/> and what one step does to them. Used by the loop's thread only.</summary>
internal sealed class LiveSequences
{
    private readonly IRuntimeContext _context;
    private readonly IVocabulary _vocabulary;
    private readonly SequenceReporter _reporter;
    private readonly SequenceRules _rules;
    private readonly Scheduler _scheduler;
    private readonly StepRunner _runner;
    private readonly SamplerWorkspace _workspace;
    private readonly LoopMeter _meter;
    private readonly Dictionary<string, Sequence> _live = [];
    private long _arrivals;
    private bool _isDraining;

    public LiveSequences(IRuntimeContext context, IVocabulary vocabulary, SchedulerSettings settings, SequenceReporter reporter, TimeProvider time)
    {
        _context = context;
        _vocabulary = vocabulary;
        _reporter = reporter;
        _rules = new SequenceRules(vocabulary, context.Info);
        _scheduler = new Scheduler(context, settings);
        _runner = new StepRunner(context, time);
        _workspace = new SamplerWorkspace(vocabulary.Size);
        _meter = new LoopMeter(_scheduler);
    }

    public LoopActivity Activity
    {
        get
        {
            var activity = _meter.Activity;
            // A step begins and ends outside of what the context counts.
            return activity with { Progress = activity.Steps + _context.Progress };
        }
    }

    /// <summary>From the context's fixed sizes alone: safe on any thread.</summary>
    public SequenceFailure? FindProblem(SequenceRequest request) => _rules.Check(request);

    /// <summary>Queues the sequence, or fails it at once when it can never run.</summary>
    public void Submit(SubmitItem item)
    {
        var problem = CheckId(item.Request.Id) ?? _rules.Check(item.Request) ?? (_isDraining ? SequenceFailure.GivenBack : null);
        if (problem is not null)
        {
            _reporter.Failed(item.Request.Id, item.Observer, problem);
            return;
        }

        var sequence = new Sequence(item.Request, item.Observer, _arrivals++, item.Clock);
        _live.Add(sequence.Id, sequence);
        _scheduler.Add(sequence);
    }

    public void Cancel(string id)
    {
        if (_live.TryGetValue(id, out var sequence))
            Fail(sequence, new SequenceFailure("cancelled", "This was cancelled before it was done."));
    }

    /// <summary>Gives back what has not begun; what has goes on to its end.</summary>
    public void Drain()
    {
        _isDraining = true;
        foreach (var sequence in _live.Values.Where(sequence => sequence.Slot is null && !sequence.HasBegun).OrderBy(sequence => sequence.Arrival).ToList())
            Fail(sequence, SequenceFailure.GivenBack);
        _meter.Publish(_scheduler);
    }

    /// <returns>False when there was nothing to compute.</returns>
    /// <exception cref="RuntimeException">The context broke down and must not be used again.</exception>
    public bool Step(CancellationToken cancellationToken)
    {
        var plan = _scheduler.Schedule();
        if (!plan.IsEmpty)
        {
            foreach (var sequence in plan.Admitted)
            {
                if (!sequence.HasBegun)
                    Start(sequence);
            }

            // Before too: a step may take minutes, and whoever looks meanwhile must see what runs in it.
            _meter.Publish(_scheduler);
            Compute(plan, cancellationToken);
        }

        _meter.Publish(_scheduler);
        return !plan.IsEmpty;
    }

    /// <summary>Ends every sequence without touching the context, which may be broken.</summary>
    public void FailAll(SequenceFailure failure)
    {
        foreach (var sequence in _live.Values.OrderBy(sequence => sequence.Arrival).ToList())
        {
            _scheduler.Abandon(sequence);
            Release(sequence);
            _reporter.Failed(sequence, failure);
        }

        _meter.Publish(_scheduler);
    }

    private SequenceFailure? CheckId(string id) => _live.ContainsKey(id)
        ? new SequenceFailure("duplicate_request_id", $"A request with the id \"{id}\" is already waiting or running: ids must be unique.")
        : null;

    private void Start(Sequence sequence)
    {
        var problem = StartGrammar(sequence);
        _meter.CountCached(sequence);
        sequence.Sampler = new Sampler(sequence.Request.Sampling, sequence.Request.PromptTokens, sequence.Grammar);
        sequence.Answer = new Answer(_vocabulary, new AnswerLimits(sequence.Request.StopTexts, sequence.Request.StopTokens, sequence.MaxNewTokens));
        sequence.Clock.FirstStepStarts();
        sequence.Problem = problem ?? _reporter.Started(sequence);
    }

    /// <returns>Why the sequence cannot go on, or null.</returns>
    private SequenceFailure? StartGrammar(Sequence sequence)
    {
        if (sequence.Request.Grammar is not { } grammar)
            return null;
        try
        {
            sequence.Grammar = new AnswerGrammar(_vocabulary.CreateGrammar(grammar), _vocabulary, sequence.Request.StopTokens);
            return null;
        }
        catch (RuntimeException refusal)
        {
            return new SequenceFailure(refusal.Code, refusal.Message);
        }
    }

    private void Compute(StepPlan plan, CancellationToken cancellationToken)
    {
        switch (_runner.Run(plan, cancellationToken))
        {
            case DecodeStatus.Ok:
                Update(plan);
                break;
            case DecodeStatus.Aborted:
                RollBack(plan);
                break;
            case DecodeStatus.KvFull:
                Fail(plan, StepFailure.KvFull);
                break;
            case DecodeStatus.InvalidInput:
                Fail(plan, StepFailure.InvalidInput);
                break;
            case DecodeStatus.OutOfMemory:
                throw StepFailure.OutOfMemory();
            default:
                throw StepFailure.BackendFailed();
        }
    }

    private void Update(StepPlan plan)
    {
        var passes = _runner.Passes;
        _meter.CountStep(plan, passes);
        if (plan.IsDecode)
            _scheduler.Learn(passes, plan.Tokens, _runner.Took());
        for (var index = 0; index < plan.Work.Count; index++)
        {
            var work = plan.Work[index];
            var sequence = work.Sequence;
            var reason = work.WantsLogits ? AppendNext(index, work) : null;
            if (!work.WantsLogits)
                _scheduler.Computed(work);
            if (sequence.Problem is { } problem)
                Fail(sequence, problem);
            else if (reason is { } finished)
                Finish(sequence, finished);
        }
    }

    /// <summary>Draws the sequence's next token, and one more for each token of its draft that was drawn as it stands there.</summary>
    /// <returns>Why its answer is over, or null.</returns>
    private FinishReason? AppendNext(int index, StepWork work)
    {
        var sequence = work.Sequence;
        var hit = 0;
        var reason = AppendOne(sequence, _runner.LogitsOf(index, drafted: 0));
        while (hit < work.Drafted && reason is null && sequence.Problem is null && sequence.Tokens[^1] == sequence.Draft[hit])
            reason = AppendOne(sequence, _runner.LogitsOf(index, ++hit));

        _scheduler.Computed(work, hit);
        if (work.Drafted > 0)
        {
            if (sequence.Guessed > 0)
                sequence.Drafts.Learn(sequence.Guessed, Math.Min(hit, sequence.Guessed));
            _meter.CountDraft(work.Drafted, hit);
        }

        return reason;
    }

    /// <summary>Draws the sequence's next token.</summary>
    /// <returns>Why its answer is over, or null.</returns>
    private FinishReason? AppendOne(Sequence sequence, ReadOnlySpan<float> logits)
    {
        if (!sequence.Sampler!.TryPick(logits, _workspace, out var token))
        {
            sequence.Problem ??= StepFailure.DegenerateLogits;
            return null;
        }

        _meter.CountToken();
        sequence.Clock.FirstTokenCame();
        sequence.Sampler.Accept(token);
        sequence.Append(token);
        var reason = sequence.Answer!.Add(token, ChancesOf(sequence, logits, token));
        if (sequence.Observer.WantsText)
            sequence.Problem ??= _reporter.Text(sequence, sequence.Answer.TakeNew());
        return reason;
    }

    private TokenChances? ChancesOf(Sequence sequence, ReadOnlySpan<float> logits, int token) =>
        sequence.Request.LikeliestTokens is { } likeliest ? TokenChances.Of(logits, token, likeliest, _vocabulary) : null;

    private void Finish(Sequence sequence, FinishReason reason)
    {
        Forget(sequence, isWhole: true);
        _reporter.Finished(sequence, new SequenceResult(
            sequence.Answer!.Text,
            reason,
            PromptTokens: sequence.PromptLength,
            CachedTokens: sequence.CachedTokens,
            CompletionTokens: sequence.Answer.TokenCount,
            sequence.Clock.Stop(),
            sequence.Request.LikeliestTokens is null ? null : sequence.Answer.Chances));
    }

    private void Fail(StepPlan plan, SequenceFailure failure)
    {
        foreach (var work in plan.Work)
            Fail(work.Sequence, failure);
    }

    /// <summary>Drops whatever a step that was given up may have left behind, so that cells match what was computed before it.</summary>
    private void RollBack(StepPlan plan)
    {
        foreach (var work in plan.Work)
            _scheduler.RollBack(work.Sequence);
    }

    private void Fail(Sequence sequence, SequenceFailure failure)
    {
        Forget(sequence, isWhole: false);
        _reporter.Failed(sequence, failure);
    }

    private void Forget(Sequence sequence, bool isWhole)
    {
        _scheduler.Remove(sequence, isWhole);
        Release(sequence);
    }

    private void Release(Sequence sequence)
    {
        _live.Remove(sequence.Id);
        sequence.Grammar?.Dispose();
    }
}
