using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sizing;

namespace BatchGen.Inference.Memory;

/// <summary>
/// Which layout a cache gets when nobody said: cells of its own for each slot, as many as the context, where that is less work and there is
/// room for them; else one pool that holds a part of it.
/// </summary>
public static class LayoutFit
{
    /// <summary>
    /// An ordinary batch of code prompts. The layouts differ so much that no other changes the choice, but for one whose prompts are nearly
    /// all the same.
    /// </summary>
    private static readonly WorkShape Ordinary = new(
        Items: 1000, SharedTokens: 64, OwnPrompt: 256, Answer: 128, LongestAnswer: 512, NineOfTen: 512);

    /// <param name="pooled">What it is without a choice: unified.</param>
    /// <exception cref="PlanException">The numbers are beyond any machine.</exception>
    public static PlanSettings Cheapest(ModelShape shape, PlanSettings pooled, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead) =>
        OfEachSlot(shape, pooled, budgets, overhead) is { } parts && LeavesHalf(shape, pooled, parts, budgets, overhead) ? parts : pooled;

    /// <summary>The same with a whole context for each slot, room or not; null where that is no less work.</summary>
    /// <exception cref="PlanException">The numbers are beyond any machine.</exception>
    public static PlanSettings? OfEachSlot(ModelShape shape, PlanSettings pooled, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead)
    {
        var cells = (long)pooled.ContextTokens * pooled.Slots;
        if (pooled.Slots == 1 || cells > PlanSettings.KvCellsMax)
            return null;
        var parts = pooled with { Layout = KvLayout.PerSlot, KvCells = (int)cells };
        return IsLessWork(shape, parts, pooled, DeviceSheet.Of(shape, pooled, budgets, overhead)) ? parts : null;
    }

    /// <summary>Of the room that the pool leaves: the next model, and other programs, need some.</summary>
    public static bool LeavesHalf(
        ModelShape shape, PlanSettings pooled, PlanSettings parts, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead) =>
        DeviceSheet.Of(shape, pooled, budgets, overhead).Zip(DeviceSheet.Of(shape, parts, budgets, overhead))
            .All(device => !device.Second.IsUsed || device.Second.HeadroomBytes >= device.First.HeadroomBytes / 2);

    private static bool IsLessWork(ModelShape shape, PlanSettings parts, PlanSettings pooled, IReadOnlyCollection<DevicePlan> devices)
    {
        var cost = new StepCost(
            devices.Sum(device => device.WeightsBytes),
            devices.Sum(device => device.KvBytes) / KvCache.Of(pooled).Cells,
            devices.Any(device => device.Kind != DeviceKind.Cpu && device.KvBytes > 0) ? StepCost.GpuAttentionWeight : StepCost.CpuAttentionWeight);
        return BatchCost.Of(Of(parts), cost, Ordinary) < BatchCost.Of(Of(pooled), cost, Ordinary);

        static ContextShape Of(PlanSettings settings) => new(settings.Layout, settings.Slots, settings.MicroStepTokens);
    }
}
