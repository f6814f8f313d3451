using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Runs sequences through one context: schedule, run one step, update, again. <see cref="Submit"/>,
/// <see cref="FindProblem"/>, <see cref="Cancel"/>, <see cref="Drain"/> and <see cref="Activity"/> may be used from any thread; <see cref="Step"/> and
/// <see cref="Run"/> belong to one thread, which alone touches the context while the loop lives.
/// </summary>
public sealed class GenerationLoop
{
    private static readonly SequenceFailure Stopped =
        new("engine_stopped", "The engine stopped before this was done: send it again.");

    private volatile SequenceFailure _afterTheEnd = Stopped;
    private readonly Inbox _inbox = new();
    private readonly SequenceReporter _reporter = new();
    private readonly TimeProvider _time;
    private readonly LiveSequences _sequences;
    private volatile bool _isAwake;

    /// <exception cref="ArgumentException">Settings that cannot work with the context; the message names the key.</exception>
    public GenerationLoop(IRuntimeContext context, IVocabulary vocabulary, SchedulerSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _sequences = new LiveSequences(context, vocabulary, settings, _reporter, time);
    }

    /// <summary>Hears what observers threw, on the thread that called them. Must not throw itself.</summary>
    public Action<ObserverError>? OnObserverError
    {
        get => _reporter.OnError;
        init => _reporter.OnError = value;
    }

    /// <summary>As it is in the present step, or was after the last.</summary>
    public LoopActivity Activity => _sequences.Activity with { IsAwake = _isAwake };

    /// <summary>Why it could never run, or null. What <see cref="Submit"/> would say of it too, but only between two steps.</summary>
    public SequenceFailure? FindProblem(SequenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _sequences.FindProblem(request);
    }

    /// <summary>
    /// Hands a sequence in; the observer hears its end exactly once, whatever happens. When the loop has ended already,
    /// that is at once, on the caller's thread, with the code engine_stopped, or engine_draining after memory ran out.
    /// </summary>
    public void Submit(SequenceRequest request, ISequenceObserver observer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        if (!_inbox.TryAdd(new SubmitItem(request, observer, new SequenceClock(_time))))
            _reporter.Failed(request.Id, observer, _afterTheEnd);
    }

    /// <summary>Ends a sequence before the next step, with the code cancelled; one that is not there (any more) is no error.</summary>
    public void Cancel(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        _inbox.TryAdd(new CancelItem(id));
    }

    /// <summary>
    /// Lets what runs come to its end and begins nothing more: what waits, and what is submitted from now on, fails with
    /// <see cref="SequenceFailure.GivenBackCode"/>. For an engine that is about to be loaded again.
    /// </summary>
    public void Drain() => _inbox.TryAdd(new DrainItem());

    /// <summary>
    /// Steps until <paramref name="cancellationToken"/> is cancelled, asleep while there is nothing to do. What is
    /// waiting or running then fails with engine_stopped, and the loop is over. A step under way is given up where the
    /// runtime can: on a CPU one may take seconds. The context's cells stay as they are: dispose it.
    /// </summary>
    /// <exception cref="RuntimeException">As <see cref="Step"/>.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            _isAwake = true;
            if (Step(cancellationToken))
                continue;
            _isAwake = false;
            _inbox.Wait(cancellationToken);
        }

        _isAwake = false;
        End(Stopped);
    }

    /// <summary>Takes what was submitted and cancelled, then runs one step.</summary>
    /// <param name="cancellationToken">Cancelled: the step is undone, and the next call plans it again.</param>
    /// <returns>False when there was nothing to compute.</returns>
    /// <exception cref="RuntimeException">
    /// The backend broke down. Every sequence has failed with engine_step_failed, or was given back (engine_draining)
    /// because a device had no memory left; neither the loop nor its context can be used again.
    /// </exception>
    public bool Step(CancellationToken cancellationToken = default)
    {
        try
        {
            while (_inbox.TryTake(out var item))
                Take(item);
            return _sequences.Step(cancellationToken);
        }
        catch (Exception error)
        {
            End(StepFailure.Breakdown(error));
            throw;
        }
    }

    private void Take(InboxItem item)
    {
        switch (item)
        {
            case SubmitItem submit:
                _sequences.Submit(submit);
                break;
            case CancelItem cancel:
                _sequences.Cancel(cancel.Id);
                break;
            case DrainItem:
                _sequences.Drain();
                break;
        }
    }

    private void End(SequenceFailure failure)
    {
        if (failure.Code == SequenceFailure.GivenBackCode)
            _afterTheEnd = failure;
        _sequences.FailAll(failure);
        foreach (var item in _inbox.Close().OfType<SubmitItem>())
            _reporter.Failed(item.Request.Id, item.Observer, failure);
    }
}
