using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>Where a model may lie, as section "Engine" divides it.</summary>
internal static class ModelDevices
{
    /// <summary>llama.cpp divides it between GPUs as its simulation does: by free memory.</summary>
    public static bool IsDividedByFreeMemory(ModelLoadRequest model) => model is { Split: GpuSplit.Layer, TensorSplit: null };

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
