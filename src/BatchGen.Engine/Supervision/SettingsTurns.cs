using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Supervision;

/// <summary>
/// Decides with which settings one engine is loaded, while batches want different ones. Whoever is served by what is
/// loaded goes in at once; the others wait in line until it is idle for a while or their turn has come, so that two
/// batches with different settings do not load the model all night. Thread-safe.
/// </summary>
internal sealed class SettingsTurns(EngineOptions options, EngineUses uses, TimeProvider time) : IDisposable
{
    /// <summary>Work ends without telling here.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<SettingsWaiter> _line = [];
    private EngineChoice _present = EngineSetup.Resolve(EngineChoice.Standard, options);
    private CancellationTokenSource _replaced = new();
    private DateTimeOffset _presentSince = time.GetUtcNow();
    private bool _isStaying;
    private readonly Pulse _changes = new();

    /// <summary>Waits as long as it takes. Dispose what is returned when the work in the engine has ended.</summary>
    /// <param name="onWaiting">Told the reason, each time it changes.</param>
    public async Task<IDisposable> EnterAsync(EngineChoice choice, Action<Sentence> onWaiting, CancellationToken cancellationToken)
    {
        var waiter = new SettingsWaiter(EngineSetup.Resolve(choice, options), time.GetUtcNow());
        lock (_gate)
            _line.Add(waiter);
        try
        {
            Sentence? told = null;
            while (true)
            {
                Task changed;
                Sentence reason;
                lock (_gate)
                {
                    if (MayEnter(waiter))
                        return uses.Call();
                    changed = _changes.Next;
                    reason = SettingsReason.Of(_present, waiter.Wanted, options.SettingsTurn);
                }

                if (reason != told)
                    onWaiting(told = reason);
                await changed.WaitAsync(LookAgain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            lock (_gate)
                _line.Remove(waiter);
            _changes.Beat();
        }
    }

    /// <summary>Called before each load.</summary>
    public StayOrder BeginStay()
    {
        lock (_gate)
        {
            _isStaying = true;
            return new StayOrder(_present, _replaced.Token);
        }
    }

    /// <summary>Nothing is loaded any more: whoever comes first may choose.</summary>
    public void EndStays()
    {
        lock (_gate)
            _isStaying = false;
        _changes.Beat();
    }

    public void Dispose() => _replaced.Dispose();

    private bool MayEnter(SettingsWaiter waiter)
    {
        if (waiter.Wanted == _present)
            return true;
        var serves = waiter.IsServedBy(_present);
        // Served by more than it needs, it takes its own size only where that disturbs nobody.
        var isNext = _line.Find(one => serves ? one.Wanted != _present : !one.IsServedBy(_present)) == waiter;
        if (isNext && (IsFree() || (!serves && IsDue(waiter))))
            Turn(waiter.Wanted);
        return serves || waiter.Wanted == _present;
    }

    private bool IsFree() => !uses.IsBusy && (!_isStaying || time.GetUtcNow() - uses.LastUsed >= options.IdleBeforeUnload);

    /// <summary>Counted from the last turn at the earliest: however many wait, each has the engine for a whole turn.</summary>
    private bool IsDue(SettingsWaiter waiter) =>
        time.GetUtcNow() - (waiter.Since > _presentSince ? waiter.Since : _presentSince) >= options.SettingsTurn;

    private void Turn(EngineChoice wanted)
    {
        var replaced = _replaced;
        _present = wanted;
        _presentSince = time.GetUtcNow();
        _replaced = new CancellationTokenSource();
        // Marks it at once and tells others outside this lock. What has been cancelled needs no disposal.
        _ = replaced.CancelAsync();
    }
}

/// <summary>Somebody who wants an engine with certain settings. Two that want the same are still two.</summary>
internal sealed class SettingsWaiter(EngineChoice wanted, DateTimeOffset since)
{
    /// <summary>Every member set.</summary>
    public EngineChoice Wanted { get; } = wanted;

    public DateTimeOffset Since { get; } = since;

    /// <summary>More context than asked for does no harm: the request's own limit is enforced. All else must be as asked.</summary>
    public bool IsServedBy(EngineChoice present) =>
        present.ContextTokens >= Wanted.ContextTokens && present with { ContextTokens = Wanted.ContextTokens } == Wanted;
}

/// <summary>What an engine is to be loaded with, until that changes.</summary>
/// <param name="Choice">Every member set.</param>
/// <param name="Replaced">Cancelled when others are given the engine with other settings.</param>
internal sealed record StayOrder(EngineChoice Choice, CancellationToken Replaced);
