namespace BatchGen.Inference.Memory;

/// <summary>How many slots fit.</summary>
public static class SlotFit
{
    /// <summary>The largest number of slots, up to the settings' own, at which all devices stay inside their limits; 0 when not even one fits.</summary>
    public static int Largest(ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead) =>
        Search.Largest(settings.Slots, slots => DeviceSheet.Fits(shape, settings with { Slots = slots, KvCells = null }, budgets, overhead));
}
