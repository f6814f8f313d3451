using BatchGen.Inference.Sizing;

namespace BatchGen.Inference.Memory;

/// <summary>How many slots fit, and how many pay.</summary>
public static class SlotFit
{
    /// <summary>What an engine has at least, when nobody said and it fits.</summary>
    public const int Usual = 16;

    /// <summary>Twice the slots, and twice the cache, for less than this part of the work saved are not worth it.</summary>
    private const double LeastSaving = 0.05;

    /// <summary>The largest number of slots, up to the settings' own, at which all devices stay inside their limits; 0 when not even one fits.</summary>
    public static int Largest(ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead) =>
        Search.Largest(settings.Slots, slots => DeviceSheet.Fits(shape, settings with { Slots = slots, KvCells = null }, budgets, overhead));

    /// <summary>
    /// The usual number, doubled while that pays for an ordinary batch and leaves half of the room that the usual one leaves. More slots
    /// read the weights less often for the same answers; where a row's arithmetic is dear, that saves little.
    /// </summary>
    /// <param name="usual">Settings with the usual number of slots; their cells follow from the slots.</param>
    /// <param name="isLayoutFree">The layout may be chosen as well (<see cref="LayoutFit"/>).</param>
    /// <param name="measured">What steps cost with this model on these devices; null while nobody knows.</param>
    /// <exception cref="PlanException">The numbers are beyond any machine.</exception>
    public static int Paying(
        ModelShape shape,
        PlanSettings usual,
        bool isLayoutFree,
        IReadOnlyList<DeviceBudget> budgets,
        RuntimeOverhead overhead,
        MeasuredSteps? measured = null)
    {
        var cost = OrdinaryBatch.StepCost(shape, usual, budgets, overhead, measured);
        var slots = usual.Slots;
        while (slots * 2 <= PlanSettings.SlotsMax && WorkWith(slots * 2) < (1 - LeastSaving) * WorkWith(slots) && LeavesRoom(slots * 2))
            slots *= 2;
        return slots;

        double WorkWith(int slots) => OrdinaryBatch.Cost(LaidOut(slots), cost);

        PlanSettings LaidOut(int slots) => isLayoutFree ? LayoutFit.Cheapest(shape, With(usual, slots), budgets, overhead, measured) : With(usual, slots);

        bool LeavesRoom(int slots) =>
            With(usual, slots).RequestedCells <= PlanSettings.KvCellsMax && LayoutFit.LeavesHalf(shape, usual, LaidOut(slots), budgets, overhead);
    }

    /// <summary>The same with another number of slots, and as many rows of drafts beside them.</summary>
    public static PlanSettings With(PlanSettings settings, int slots) =>
        settings with { Slots = slots, OutputsMax = settings.OutputsMax - settings.Slots + slots };
}
