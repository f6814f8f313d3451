using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Admission;

/// <summary>
/// Decides which engines may be in memory. None is admitted that does not fit under the limit beside those that are
/// there; an idle one leaves for one that is needed; a limit that is moved makes those leave that break it.
/// One decision at a time.
/// </summary>
internal sealed class AdmissionDesk(
    ILiveDeviceLimits limits,
    IDeviceSurvey survey,
    FitFinder fits,
    MemoryShortages shortages,
    IOptions<EngineOptions> options,
    TimeProvider time,
    ILogger<AdmissionDesk> logger) : IDisposable
{
    /// <summary>Other programs come and go without telling.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private readonly List<Residency> _residents = [];
    private int _waiting;
    private readonly Pulse _changes = new();

    /// <summary>Waits as long as it takes. Each reason to wait is told once a look.</summary>
    /// <exception cref="EngineException">It would not fit the empty machine, or the devices cannot be asked.</exception>
    public async Task<Residency> EnterAsync(IResident resident, EngineWish wish, Action<Sentence> onWaiting, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = _changes.Next;
            switch (await DecideAsync(resident, wish, cancellationToken))
            {
                case Admitted admitted:
                    return admitted.Residency;
                case MustWait waiting:
                    onWaiting(waiting.Reason);
                    await WaitAsync(changed, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>This engine was admitted, and its devices did not give what its plan says: it comes back smaller, or later.</summary>
    public void RanShort(Residency residency, Sentence sentence) => shortages.Record(residency, sentence);

    /// <summary>
    /// After a limit was moved or an engine left: those that break a limit leave, those
    /// that were stepped down may grow back, those that wait try again.
    /// </summary>
    public async Task ReviewAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var staying = Residents().Where(one => !one.IsLeaving).ToList();
            if (staying.Count > 0)
            {
                var ledger = new DeviceLedger(await survey.ReadAsync(cancellationToken), limits, Residents());
                AskThoseOverTheLimit(ledger, staying);
                await AskThoseThatCanGrowAsync(ledger, staying, cancellationToken);
            }
        }
        catch (EngineException failure)
        {
            logger.LogError("The limits could not be applied: {Code}: {Message}", failure.Code, failure.Message);
        }
        finally
        {
            _turn.Release();
        }

        _changes.Beat();
    }

    /// <summary>Those that nobody works in leave. One that somebody asks for at this very moment is loaded again.</summary>
    /// <param name="unusedFor">What was used since stays.</param>
    /// <param name="isMeant">Of the path of a model; null means all.</param>
    /// <returns>False while others that are meant stay.</returns>
    public bool UnloadIdle(TimeSpan unusedFor, Func<string, bool>? isMeant = null)
    {
        var staying = Residents().Where(one => !one.IsLeaving && isMeant?.Invoke(one.Resident.ModelPath) is not false).ToLookup(IsUnused);
        foreach (var idle in staying[true])
            idle.AskToLeave(LeaveReason.Unload);
        return !staying[false].Any();

        bool IsUnused(Residency one) => !one.Resident.IsBusy && time.GetUtcNow() - one.Resident.LastUsed >= unusedFor;
    }

    public void Dispose() => _turn.Dispose();

    private async Task WaitAsync(Task changed, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        await changed.WaitAsync(LookAgain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref _waiting);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<AdmissionDecision> DecideAsync(IResident resident, EngineWish wish, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (shortages.ReasonToWait(resident) is { } reason)
                return new MustWait(reason);
            var residents = Residents();
            var ledger = new DeviceLedger(await survey.ReadAsync(cancellationToken), limits, residents);
            var budgets = BudgetsOf(resident, wish, ledger, residents);
            return await DecideAsync(resident, wish.On(budgets), budgets, ledger, residents, cancellationToken);
        }
        catch (PlanException impossible)
        {
            throw new EngineException(impossible.Code, impossible.Sentence, impossible);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<AdmissionDecision> DecideAsync(
        IResident resident,
        EngineWish wish,
        IReadOnlyList<DeviceBudget> budgets,
        DeviceLedger ledger,
        IReadOnlyList<Residency> residents,
        CancellationToken cancellationToken)
    {
        if (await WholeAsync(wish, budgets, cancellationToken) is { } whole)
            return Admit(resident, wish, whole, ledger);
        if ((residents.FirstOrDefault(one => one.IsLeaving) ?? IdleForLong(residents)) is { } leaving)
        {
            leaving.AskToLeave(LeaveReason.Unload);
            return new MustWait(WaitingReason.ForRoom(leaving.Resident.ModelPath));
        }

        if (await fits.SteppedDownAsync(wish, budgets, cancellationToken) is { } smaller)
            return Admit(resident, wish, smaller, ledger);
        RequireTheMachineIsLargeEnough(wish, ledger);
        return new MustWait(WaitingReason.Of(MemoryPlanner.Plan(wish.Shape, wish.LeastPlan, budgets)));
    }

    /// <summary>With cells of its own for each slot where that is less work and there is room to spare; else as one pool, which is said.</summary>
    private async Task<EngineFit?> WholeAsync(EngineWish wish, IReadOnlyList<DeviceBudget> budgets, CancellationToken cancellationToken)
    {
        if (wish.OfEachSlot(budgets) is not { } parts)
            return await fits.WholeAsync(wish, budgets, cancellationToken);
        // What the formulas find room for, the simulation may not.
        if (wish.LeavesRoomFor(parts, budgets) && await fits.WholeAsync(parts, budgets, cancellationToken) is { } roomy)
            return roomy;
        return (await fits.WholeAsync(wish, budgets, cancellationToken))?.InsteadOf(parts);
    }

    private IReadOnlyList<DeviceBudget> BudgetsOf(IResident resident, EngineWish wish, DeviceLedger ledger, IEnumerable<Residency> beside) =>
        shortages.Within(resident, wish, wish.DevicesAmong(ledger.BudgetsBeside(beside)));

    private Admitted Admit(IResident resident, EngineWish wish, EngineFit fit, DeviceLedger ledger)
    {
        var residency = new Residency(resident, wish, fit, ledger.ForeignBytes(), Leave);
        lock (_gate)
            _residents.Add(residency);
        return new Admitted(residency);
    }

    /// <summary>
    /// The one that was not needed for the longest time. One that worked a moment ago stays: two batches that take turns
    /// must not load their models all night long.
    /// </summary>
    private Residency? IdleForLong(IReadOnlyList<Residency> residents) => residents
        .Where(one => !one.Resident.IsBusy && time.GetUtcNow() - one.Resident.LastUsed >= options.Value.IdleBeforeUnload)
        .MinBy(one => one.Resident.LastUsed);

    private static void RequireTheMachineIsLargeEnough(EngineWish wish, DeviceLedger ledger)
    {
        var plan = MemoryPlanner.Plan(wish.Shape, wish.LeastPlan, wish.DevicesAmong(ledger.EmptyMachine()));
        if (plan.Verdict == PlanVerdict.DoesNotFit)
        {
            throw new EngineException(
                "model_does_not_fit",
                $"{Path.GetFileName(wish.Settings.Model.Path)} does not fit this machine, even with one slot and nothing beside it. {plan.Remedy}");
        }
    }

    private static void AskThoseOverTheLimit(DeviceLedger ledger, List<Residency> staying)
    {
        while (ledger.IsOverLimit(staying))
        {
            var over = staying.Where(one => ledger.BytesOverLimit(one, staying) > 0).ToList();
            var idle = over.Where(one => !one.Resident.IsBusy).MinBy(one => one.Resident.LastUsed);
            var leaving = idle ?? over.MaxBy(one => ledger.BytesOverLimit(one, staying))!;
            leaving.AskToLeave(idle is null || over.Count == 1 ? LeaveReason.Reload : LeaveReason.Unload);
            staying.Remove(leaving);
        }
    }

    /// <summary>Not while somebody waits: the room is theirs first.</summary>
    private async Task AskThoseThatCanGrowAsync(DeviceLedger ledger, List<Residency> staying, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _waiting) > 0)
            return;
        foreach (var one in staying.Where(one => one.Fit.Adjustment is not null || one.Wish.TakesLayersThatFit).ToList())
        {
            var budgets = BudgetsOf(one.Resident, one.Wish, ledger, staying.Where(other => other.Resident != one.Resident));
            var wish = one.Wish.On(budgets);
            var fit = await WholeAsync(wish, budgets, cancellationToken) ?? await fits.SteppedDownAsync(wish, budgets, cancellationToken);
            if (fit is null || !fit.IsMuchRoomierThan(one.Fit))
                continue;
            one.AskToLeave(LeaveReason.Reload);
            // The room it comes back into is promised: the next one grows beside it, not into it.
            staying[staying.IndexOf(one)] = new Residency(one.Resident, one.Wish, fit, ledger.ForeignBytes(), _ => { });
        }
    }

    private void Leave(Residency residency)
    {
        lock (_gate)
            _residents.Remove(residency);
        _changes.Beat();
        // One that comes back at once takes its room again: others that grew into it would be asked to leave for it.
        if (residency is not { LeaveAsked: { IsCompletedSuccessfully: true, Result: LeaveReason.Reload } })
            _ = GrowAsync();
    }

    private async Task GrowAsync()
    {
        try
        {
            await ReviewAsync(CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The last engine left because everything stops.
        }
    }

    private List<Residency> Residents()
    {
        lock (_gate)
            return [.. _residents];
    }
}
