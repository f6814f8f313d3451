namespace BatchGen.Inference.Memory;

/// <summary>
/// Plans a model's memory from its header alone, fast enough for a slider. The engine's dry run of the same settings
/// (llama.cpp's own numbers) replaces the plan's compute part where it can be had.
/// </summary>
public static class MemoryPlanner
{
    /// <param name="budgets">Every device in llama.cpp's order, a CPU among them.</param>
    /// <exception cref="PlanException">A setting or a limit is out of range; the message gives the range.</exception>
    public static MemoryPlan Plan(ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets) =>
        Plan(shape, settings, budgets, RuntimeOverhead.Default);

    /// <inheritdoc cref="Plan(ModelShape, PlanSettings, IReadOnlyList{DeviceBudget})"/>
    public static MemoryPlan Plan(ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead)
    {
        settings.Validate(shape);
        foreach (var budget in budgets)
            budget.Validate();
        var devices = DeviceSheet.Of(shape, settings, budgets, overhead);
        var largest = ContextFit.Largest(shape, settings, budgets, overhead);
        var plan = new MemoryPlan(shape, settings, devices, largest, [], AccuracyOf(shape, budgets));
        return plan.Verdict == PlanVerdict.Fits ? plan : plan with { Remedies = new RemedyFinder(plan, budgets, overhead).Find() };
    }

    /// <summary>
    /// The plan with llama.cpp's own numbers. Where they differ from ours, contexts and remedies are judged against limits
    /// moved by the difference: what our formulas leave out here they leave out there too.
    /// </summary>
    /// <exception cref="PlanException">A setting or a limit is out of range; the message gives the range.</exception>
    public static MemoryPlan Plan(
        ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, IReadOnlyCollection<DeviceDryRun> dryRun)
    {
        var computed = Plan(shape, settings, budgets);
        var simulated = computed.WithDryRun(dryRun);
        if (simulated.Devices.SequenceEqual(computed.Devices))
            return simulated;
        var moved = budgets.Select((budget, i) => Moved(budget, simulated.Devices[i].TotalBytes - computed.Devices[i].TotalBytes));
        var judged = Plan(shape, settings, [.. moved]);
        return simulated with { LargestContextTokens = judged.LargestContextTokens, Remedies = judged.Remedies };
    }

    private static DeviceBudget Moved(DeviceBudget budget, long bytes) =>
        budget with { LimitBytes = Math.Clamp(budget.LimitBytes - bytes, 0, budget.Device.TotalBytes) };

    private static PlanAccuracy AccuracyOf(ModelShape shape, IReadOnlyList<DeviceBudget> budgets) =>
        budgets.Any(budget => budget.IsCpu && budget.Device.Packing == Runtime.WeightPacking.Unknown && shape.Layers.Any(layer => layer.AmxExtraBytes > 0))
        || budgets.Any(budget => budget.IsGpu) ? PlanAccuracy.Estimate : shape.Accuracy;
}
