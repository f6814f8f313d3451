using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory;

/// <summary>How long a context fits.</summary>
public static class ContextFit
{
    /// <summary>
    /// The largest context a sequence, a multiple of 256 up to what the model was trained on, at which every slot can
    /// have it and all devices stay inside their limits. 0 when not even 256 fits. A fixed number of cells in the
    /// settings is ignored: the cells follow the context. Where a part of them would do, slots share them: cells of their
    /// own are for who has room to spare (<see cref="LayoutFit"/>).
    /// </summary>
    public static int Largest(ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead)
    {
        var most = Math.Min(shape.TrainedContextTokens, PlanSettings.KvCellsMax / settings.Slots) / KvCache.CellStep;
        var layout = settings.PoolShare < 1 ? KvLayout.Unified : settings.Layout;
        return KvCache.CellStep * Search.Largest(
            Math.Max(1, most),
            steps => DeviceSheet.Fits(shape, settings with { ContextTokens = steps * KvCache.CellStep, KvCells = null, Layout = layout }, budgets, overhead));
    }
}
