using System.Globalization;
using BatchGen.Inference.Memory;

namespace BatchGen.Engine.Admission;

/// <summary>How an engine is loaded: the settings that fit, what they take, and what had to be made smaller.</summary>
/// <param name="Adjustment">A sentence when it is less than wished, else null: nothing is stepped down in silence.</param>
internal sealed record EngineFit(EngineSettings Settings, MemoryPlan Plan, string? Adjustment)
{
    /// <summary>The wish as it is; null when it does not fit.</summary>
    public static EngineFit? Whole(EngineWish wish, IReadOnlyList<DeviceBudget> budgets)
    {
        var plan = MemoryPlanner.Plan(wish.Shape, wish.Plan, budgets);
        return plan.Verdict == PlanVerdict.DoesNotFit ? null : new EngineFit(wish.Settings, plan, null);
    }

    /// <summary>The roomiest that fits, with fewer cells first and then fewer slots; null when none does.</summary>
    public static EngineFit? SteppedDown(EngineWish wish, IReadOnlyList<DeviceBudget> budgets)
    {
        if (MemoryPlanner.Plan(wish.Shape, wish.LeastPlan, budgets).Verdict == PlanVerdict.DoesNotFit)
            return null;
        var fitting = RoomiestFit.Find(wish.Shape, wish.Plan, wish.LeastCells, budgets, RuntimeOverhead.Default);
        if (fitting is null || fitting.Slots < wish.LeastSlots)
            return null;
        var context = wish.Settings.Context with { KvCells = (int)fitting.RequestedCells, Slots = fitting.Slots };
        return new EngineFit(
            wish.Settings with { Context = context },
            MemoryPlanner.Plan(wish.Shape, fitting, budgets),
            Describe(wish.Plan, fitting));
    }

    /// <summary>More room by enough to be worth a reload.</summary>
    public bool IsMuchRoomierThan(EngineFit other) =>
        Settings.Context.Slots > other.Settings.Context.Slots || Settings.Context.KvCells >= other.Settings.Context.KvCells * 1.25;

    private static string? Describe(PlanSettings wish, PlanSettings fitting)
    {
        var parts = new List<string>();
        if (fitting.RequestedCells < wish.RequestedCells)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{fitting.RequestedCells:N0} KV cells instead of {wish.RequestedCells:N0}"));
        if (fitting.Slots < wish.Slots)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{fitting.Slots} slots instead of {wish.Slots}"));
        return parts.Count == 0 ? null : $"Stepped down to fit under the limit: {string.Join(", ", parts)}.";
    }
}
