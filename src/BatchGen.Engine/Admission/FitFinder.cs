using System.Collections.Concurrent;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Admission;

/// <summary>
/// Finds what an engine may be given. The search goes by the closed form, the judgement by llama.cpp's own figures where
/// its simulation can be had: an engine that waits asks every few seconds, so answers are kept.
/// </summary>
internal sealed class FitFinder(IMemoryDryRun dryRun, ILogger<FitFinder> logger)
{
    private const int Kept = 64;

    /// <summary>
    /// The default runtime's simulation is within 4 % of our formulas. The other runtime's llama.cpp takes up to twice as
    /// much for each cell (its attention mask is F32), so the second search is in proportion; later ones start from what
    /// the last one lacked.
    /// </summary>
    private const int Searches = 6;

    private readonly ConcurrentDictionary<Question, IReadOnlyList<DeviceAllocation>> _answers = new();

    /// <summary>The wish as it is; null when it does not fit.</summary>
    /// <exception cref="PlanException">A setting is out of range for this model.</exception>
    public async Task<EngineFit?> WholeAsync(EngineWish wish, IReadOnlyList<DeviceBudget> budgets, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(wish, wish.Plan, budgets, cancellationToken);
        return plan.Verdict == PlanVerdict.DoesNotFit ? null : EngineFit.Of(wish, plan);
    }

    /// <summary>The roomiest that fits, with fewer cells first and then fewer slots; null when none does.</summary>
    /// <exception cref="PlanException">A setting is out of range for this model.</exception>
    public async Task<EngineFit?> SteppedDownAsync(EngineWish wish, IReadOnlyList<DeviceBudget> budgets, CancellationToken cancellationToken)
    {
        var searched = budgets;
        for (var search = 0; search < Searches; search++)
        {
            if (MemoryPlanner.Plan(wish.Shape, wish.LeastPlan, searched).Verdict == PlanVerdict.DoesNotFit)
                return null;
            var fitting = RoomiestFit.Find(wish.Shape, wish.Plan, wish.LeastCells, searched, RuntimeOverhead.Default);
            if (fitting is null || fitting.Slots < wish.LeastSlots)
                return null;
            var plan = await PlanAsync(wish, fitting, budgets, cancellationToken);
            if (plan.Verdict != PlanVerdict.DoesNotFit)
                return EngineFit.Of(wish, plan);
            var computed = MemoryPlanner.Plan(wish.Shape, fitting, budgets);
            searched = [.. searched.Select((budget, i) => plan.Devices[i].HeadroomBytes >= 0
                ? budget
                : Under(budget, search == 0 ? InProportion(computed.Devices[i], plan.Devices[i]) : ByTheLack(computed.Devices[i], plan.Devices[i])))];
        }

        return null;
    }

    /// <summary>With cache and compute buffers as much smaller as the simulation found them larger.</summary>
    private static long InProportion(DevicePlan computed, DevicePlan simulated)
    {
        var asComputed = computed.KvBytes + computed.ComputeBytes;
        var asSimulated = simulated.KvBytes + simulated.ComputeBytes;
        var room = simulated.HeadroomBytes + asSimulated;
        return asSimulated == 0 ? 0 : computed.TotalBytes - asComputed + (long)(room * ((double)asComputed / asSimulated));
    }

    private static long ByTheLack(DevicePlan computed, DevicePlan simulated) => computed.TotalBytes + simulated.HeadroomBytes;

    private static DeviceBudget Under(DeviceBudget budget, long limitBytes) =>
        budget with { LimitBytes = Math.Clamp(limitBytes, 0, budget.LimitBytes) };

    private async Task<MemoryPlan> PlanAsync(
        EngineWish wish, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, CancellationToken cancellationToken)
    {
        var computed = MemoryPlanner.Plan(wish.Shape, settings, budgets);
        if (budgets.Any(budget => budget.IsGpu) && !wish.CanBeSimulated)
            return computed;
        var allocations = await MeasureAsync(wish.Settings.Model, settings, cancellationToken);
        return allocations.Count == 0
            ? computed
            : MemoryPlanner.Plan(wish.Shape, settings, budgets, DryRunFigures.Of(computed, allocations));
    }

    /// <returns>Empty when there is no simulation to be had.</returns>
    private async Task<IReadOnlyList<DeviceAllocation>> MeasureAsync(ModelLoadRequest model, PlanSettings settings, CancellationToken cancellationToken)
    {
        var question = new Question(DryRunFigures.RequestFor(model, settings), File.GetLastWriteTimeUtc(model.Path));
        if (_answers.TryGetValue(question, out var known))
            return known;
        try
        {
            var answer = await dryRun.MeasureAsync(question.Request, cancellationToken);
            if (_answers.Count >= Kept)
                _answers.Clear();
            return _answers[question] = answer;
        }
        catch (DryRunException problem)
        {
            logger.LogInformation("The engine of {Model} is admitted by the computed plan. {Code}: {Message}", model.Path, problem.Code, problem.Message);
            return [];
        }
    }

    private sealed record Question(DryRunRequest Request, DateTime WrittenUtc);
}
