namespace BatchGen.Inference.Memory;

/// <summary>How many layers fit on the GPUs.</summary>
public static class LayerFit
{
    /// <summary>
    /// The largest gpu_layers (see <see cref="PlanSettings.GpuLayers"/>) at which no GPU passes its limit; 0 without a
    /// GPU. The CPU gets the rest, whether it fits there or not: fewer layers on the GPUs would make that only worse.
    /// </summary>
    public static int Largest(ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead)
    {
        if (!budgets.Any(budget => budget.IsGpu))
            return 0;
        return Search.Largest(
            shape.PlaceableLayerCount,
            layers => DeviceSheet.Of(shape, settings with { GpuLayers = layers }, budgets, overhead)
                .All(device => device.Kind == Runtime.DeviceKind.Cpu || device.Verdict != PlanVerdict.DoesNotFit));
    }
}
