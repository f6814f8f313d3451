using System.Collections.Concurrent;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Admission;

/// <summary>
/// Engines that ran out of memory although their plans fitted: a device gave less than it said, or another program was
/// faster. Such an engine is planned smaller, down to the least it can do with, and from the second time on later too.
/// Thread-safe.
/// </summary>
internal sealed class MemoryShortages(TimeProvider time)
{
    /// <summary>Since the last time; then the engine may have what it wishes again.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    /// <summary>Our formulas are within 4 % of the simulation, by which the least is judged.</summary>
    private const double Tolerance = 0.05;

    private readonly ConcurrentDictionary<string, MemoryShortage> _byModel = new(StringComparer.Ordinal);

    public void Record(Residency residency, Sentence sentence)
    {
        var now = time.GetUtcNow();
        var model = residency.Resident.ModelPath;
        _byModel[model] = MemoryShortage.After(Find(model), residency.Fit.Plan, sentence, now);
    }

    /// <summary>Null when it may be tried now.</summary>
    public Sentence? ReasonToWait(IResident resident) =>
        Find(resident.ModelPath) is { } shortage && time.GetUtcNow() < shortage.NotBefore ? Waiting(shortage) : null;

    /// <summary>The budgets of this engine's devices, with what it may plan with after it ran out.</summary>
    public IReadOnlyList<DeviceBudget> Within(IResident resident, EngineWish wish, IReadOnlyList<DeviceBudget> budgets)
    {
        if (Find(resident.ModelPath) is not { } shortage)
            return budgets;
        // Where layers may leave a GPU, nothing has to stay there.
        var least = wish.Layers.Count is null ? null : MemoryPlanner.Plan(wish.Shape, wish.LeastPlan, budgets);
        return [.. budgets.Select((budget, index) => Under(budget, shortage, least?.Devices[index]))];
    }

    private static Sentence Waiting(MemoryShortage shortage) =>
        $"waiting: memory ran out {shortage.Times} times, tried again {shortage.Delay.TotalSeconds:0} s after the last. {shortage.Sentence}";

    private static DeviceBudget Under(DeviceBudget budget, MemoryShortage shortage, DevicePlan? least)
    {
        if (!shortage.CeilingBytes.TryGetValue(budget.Device.Name, out var ceiling))
            return budget;
        var floor = least is null ? 0 : least.TotalBytes - least.OtherBytes + (long)((least.KvBytes + least.ComputeBytes) * Tolerance);
        return budget with { LimitBytes = Math.Min(budget.LimitBytes, budget.OtherBytes + Math.Max(ceiling, floor)) };
    }

    private MemoryShortage? Find(string modelPath) =>
        _byModel.TryGetValue(modelPath, out var shortage) && time.GetUtcNow() - shortage.At < Remembered ? shortage : null;
}
