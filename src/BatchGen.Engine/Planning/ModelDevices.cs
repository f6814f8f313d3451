using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>Where a model may lie, as section "Engine" divides it.</summary>
internal static class ModelDevices
{
    /// <summary>Whole layers lie on one GPU each, which llama.cpp's simulation places as a load does. For rows that was never compared.</summary>
    public static bool CanBeSimulated(ModelLoadRequest model) => model.Split != GpuSplit.Row;

    /// <summary>Those of these devices that it may lie on: a model that is not divided has one GPU, and main memory.</summary>
    /// <param name="budgets">In llama.cpp's order, which is how GPUs are counted.</param>
    public static IReadOnlyList<DeviceBudget> Among(ModelLoadRequest model, IReadOnlyList<DeviceBudget> budgets)
    {
        if (model.Split != GpuSplit.None)
            return budgets;
        var gpus = budgets.Where(budget => budget.IsGpu).ToList();
        var home = model.MainGpu < gpus.Count ? gpus[model.MainGpu] : null;
        return [.. budgets.Where(budget => !budget.IsGpu || budget == home)];
    }
}
