using BatchGen.Inference.Memory;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Admission;

/// <summary>How an engine is loaded: the settings that fit, what they take, and what had to be made smaller.</summary>
/// <param name="Adjustment">A sentence when it is less than wished, else null: nothing is stepped down in silence.</param>
internal sealed record EngineFit(EngineSettings Settings, MemoryPlan Plan, Sentence? Adjustment)
{
    /// <param name="plan">Of settings that fit.</param>
    public static EngineFit Of(EngineWish wish, MemoryPlan plan)
    {
        var context = wish.Settings.Context with { KvCells = (int)plan.Settings.RequestedCells, Slots = plan.Settings.Slots, KvLayout = plan.Settings.Layout };
        return new EngineFit(wish.Settings with { Context = context }, plan, Describe(wish.Plan, plan.Settings));
    }

    /// <summary>The same, said to be less than that.</summary>
    public EngineFit InsteadOf(EngineWish roomier) => this with { Adjustment = Describe(roomier.Plan, Plan.Settings) };

    /// <summary>More room by enough to be worth a reload.</summary>
    public bool IsMuchRoomierThan(EngineFit other) =>
        Settings.Context.Slots > other.Settings.Context.Slots
        || Settings.Context.KvCells >= other.Settings.Context.KvCells * 1.25
        || (Plan.LayersOnGpus > other.Plan.LayersOnGpus && (!Plan.IsOffloadedInPart || Plan.LayersOnGpus >= other.Plan.LayersOnGpus * 1.25));

    private static Sentence? Describe(PlanSettings wish, PlanSettings fitting)
    {
        var parts = new List<Sentence>();
        if (fitting.RequestedCells < wish.RequestedCells)
            parts.Add($"{fitting.RequestedCells:N0} KV cells instead of {wish.RequestedCells:N0}");
        if (fitting.Slots < wish.Slots)
            parts.Add($"{fitting.Slots} slots instead of {wish.Slots}");
        return parts.Count == 0 ? null : StepDown(Sentence.Join(", ", parts));
    }

    private static Sentence StepDown(Sentence parts) => $"Stepped down to fit: {parts}.";
}
