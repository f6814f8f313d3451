using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sizing;

namespace BatchGen.Inference.Memory;

/// <summary>
/// Which layout a cache gets when nobody said: cells of its own for each slot, as many as the context, where that is less work and there is
/// room for them; else one pool that holds a part of it.
/// </summary>
public static class LayoutFit
{
    /// <param name="pooled">What it is without a choice: unified.</param>
    /// <param name="measured">What steps cost with this model on these devices; null while nobody knows.</param>
    /// <exception cref="PlanException">The numbers are beyond any machine.</exception>
    public static PlanSettings Cheapest(
        ModelShape shape, PlanSettings pooled, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead, MeasuredSteps? measured = null) =>
        OfEachSlot(shape, pooled, budgets, overhead, measured) is { } parts && LeavesHalf(shape, pooled, parts, budgets, overhead) ? parts : pooled;

    /// <summary>The same with a whole context for each slot, room or not; null where that is no less work.</summary>
    /// <exception cref="PlanException">The numbers are beyond any machine.</exception>
    public static PlanSettings? OfEachSlot(
        ModelShape shape, PlanSettings pooled, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead, MeasuredSteps? measured = null)
    {
        var cells = (long)pooled.ContextTokens * pooled.Slots;
        if (pooled.Slots == 1 || cells > PlanSettings.KvCellsMax)
            return null;
        var parts = pooled with { Layout = KvLayout.PerSlot, KvCells = (int)cells };
        var cost = OrdinaryBatch.StepCost(shape, pooled, budgets, overhead, measured);
        return OrdinaryBatch.Cost(parts, cost) < OrdinaryBatch.Cost(pooled, cost) ? parts : null;
    }

    /// <summary>Of the room that <paramref name="little"/> leaves: the next model, and other programs, need some.</summary>
    public static bool LeavesHalf(
        ModelShape shape, PlanSettings little, PlanSettings more, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead) =>
        DeviceSheet.Of(shape, little, budgets, overhead).Zip(DeviceSheet.Of(shape, more, budgets, overhead))
            .All(device => !device.Second.IsUsed || device.Second.HeadroomBytes >= device.First.HeadroomBytes / 2);
}

/// <summary>
/// What an ordinary batch of code prompts costs in a context, by which its layout and its slots are chosen before any batch is there. The
/// layouts differ so much that no other batch changes the choice, but for one whose prompts are nearly all the same.
/// </summary>
internal static class OrdinaryBatch
{
    private static readonly WorkShape Work = new(
        Items: 1000, SharedTokens: 64, OwnPrompt: 256, Answer: 128, LongestAnswer: 512, NineOfTen: 512);

    /// <summary>In passes over the weights.</summary>
    public static double Cost(PlanSettings settings, StepCost cost) =>
        BatchCost.Of(new ContextShape(settings.Layout, settings.Slots, settings.MicroStepTokens), cost, Work);

    /// <summary>As it was measured; what was not, by the kind of device that holds the cache.</summary>
    public static StepCost StepCost(
        ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead, MeasuredSteps? measured)
    {
        var devices = DeviceSheet.Of(shape, settings, budgets, overhead);
        var assumed = Sizing.StepCost.Assumed(
            devices.Sum(device => device.WeightsBytes),
            devices.Sum(device => device.KvBytes) / KvCache.Of(settings).Cells,
            isOnGpu: devices.Any(device => device.Kind != DeviceKind.Cpu && device.KvBytes > 0));
        return measured?.Over(assumed) ?? assumed;
    }
}
