using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Admission;

/// <summary>An engine that wants to be loaded: the model and what it would have with all the room it asks for.</summary>
/// <param name="LeastCells">KV cells below which it is of no use: one full request, or the administrator's own number.</param>
/// <param name="LeastSlots">The slots it can do with.</param>
internal sealed record EngineWish(EngineSettings Settings, ModelShape Shape, int LeastCells, int LeastSlots)
{
    /// <summary>Layers on GPUs; with auto the settings say all, until the devices are known.</summary>
    public GpuLayerChoice Layers { get; init; } = new(Settings.Model.GpuLayers);

    public PlanSettings Plan => PlanSettings.For(Settings.Context, Settings.Model.GpuLayers);

    /// <summary>The smallest it may be stepped down to.</summary>
    public PlanSettings LeastPlan => Plan with { KvCells = LeastCells, Slots = LeastSlots };

    /// <summary>llama.cpp divides it between GPUs as the simulation does: by free memory.</summary>
    public bool IsDividedByFreeMemory => Settings.Model is { Split: GpuSplit.Layer, TensorSplit: null };

    /// <summary>Those of these devices that it may lie on: a model that is not divided has one GPU, and main memory.</summary>
    /// <param name="budgets">In llama.cpp's order, which is how GPUs are counted.</param>
    public IReadOnlyList<DeviceBudget> DevicesAmong(IReadOnlyList<DeviceBudget> budgets)
    {
        if (Settings.Model.Split != GpuSplit.None)
            return budgets;
        var gpus = budgets.Where(budget => budget.IsGpu).ToList();
        var home = Settings.Model.MainGpu < gpus.Count ? gpus[Settings.Model.MainGpu] : null;
        return [.. budgets.Where(budget => !budget.IsGpu || budget == home)];
    }

    /// <summary>The wish on these devices: as many layers as fit, where that was the choice.</summary>
    public EngineWish On(IReadOnlyList<DeviceBudget> budgets)
    {
        if (Layers.Count is not null || !budgets.Any(budget => budget.IsGpu))
            return this;
        // The cache is what gives way last: layers that need a smaller one stay in main memory.
        var layers = LayerFit.Largest(Shape, Plan, budgets, RuntimeOverhead.Default);
        return this with { Settings = Settings with { Model = Settings.Model with { GpuLayers = layers } } };
    }

    /// <param name="asked">KvCells 0 may be stepped down; a number is the administrator's and is kept.</param>
    public static EngineWish Of(EngineSettings asked, ModelShape shape)
    {
        var limit = EngineSizing.ContextLimit(asked, shape.TrainedContextTokens);
        var context = EngineSizing.Resolve(asked, limit);
        var isFree = asked.Context.KvCells == 0;
        return new EngineWish(asked with { Context = context }, shape, isFree ? limit : context.KvCells, isFree ? 1 : context.Slots);
    }
}
