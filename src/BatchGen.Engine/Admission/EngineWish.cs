using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Sizing;

namespace BatchGen.Engine.Admission;

/// <summary>An engine that wants to be loaded: the model and what it would have with all the room it asks for.</summary>
/// <param name="LeastCells">KV cells below which it is of no use: one full request, or the administrator's own number.</param>
/// <param name="LeastSlots">The slots it can do with.</param>
internal sealed record EngineWish(EngineSettings Settings, ModelShape Shape, int LeastCells, int LeastSlots)
{
    /// <summary>Layers on GPUs; with auto the settings say all, until the devices are known.</summary>
    public GpuLayerChoice Layers { get; init; } = new(Settings.Model.GpuLayers);

    /// <summary>Nobody said how the cache is laid out.</summary>
    public bool IsLayoutFree { get; init; }

    /// <summary>Nobody said how many slots there are: as many as pay, from <see cref="SlotFit.Usual"/> up.</summary>
    public bool AreSlotsFree { get; init; }

    /// <summary>What was measured of its steps when it last lay on the devices like that; null when it never did.</summary>
    public Func<MemoryPlan, MeasuredSteps?> Measured { get; init; } = _ => null;

    public PlanSettings Plan =>
        PlanSettings.For(Settings.Context, Settings.Model.GpuLayers) with { TensorSplit = Settings.Model.TensorSplit ?? [] };

    /// <summary>The smallest it may be stepped down to.</summary>
    public PlanSettings LeastPlan => Plan with { KvCells = LeastCells, Slots = LeastSlots };

    /// <summary>As many layers as fit on the GPUs, so more of them when there is more room.</summary>
    public bool TakesLayersThatFit => Layers.Count is null;

    /// <inheritdoc cref="ModelDevices.CanBeSimulated"/>
    public bool CanBeSimulated => ModelDevices.CanBeSimulated(Settings.Model);

    /// <inheritdoc cref="ModelDevices.Among"/>
    public IReadOnlyList<DeviceBudget> DevicesAmong(IReadOnlyList<DeviceBudget> budgets) => ModelDevices.Among(Settings.Model, budgets);

    /// <summary>The wish on these devices: as many layers as fit and as many slots as pay, where that was the choice.</summary>
    public EngineWish On(IReadOnlyList<DeviceBudget> budgets) => WithLayersOn(budgets).WithSlotsOn(budgets);

    private EngineWish WithLayersOn(IReadOnlyList<DeviceBudget> budgets)
    {
        if (Layers.Count is not null || !budgets.Any(budget => budget.IsGpu))
            return this;
        // The cache is what gives way last: layers that need a smaller one stay in main memory.
        var layers = LayerFit.Largest(Shape, Plan, budgets, RuntimeOverhead.Default);
        return this with { Settings = Settings with { Model = Settings.Model with { GpuLayers = layers } } };
    }

    private EngineWish WithSlotsOn(IReadOnlyList<DeviceBudget> budgets)
    {
        if (!AreSlotsFree)
            return this;
        var usual = Of(Settings with { Context = Settings.Context with { Slots = SlotFit.Usual, KvCells = 0 } }, Shape);
        var plan = usual.Plan with { ContextTokens = usual.LeastCells, KvCells = null, PoolShare = EngineSizing.PoolShare };
        var slots = SlotFit.Paying(Shape, plan, IsLayoutFree, budgets, RuntimeOverhead.Default, MeasuredOn(budgets));
        var context = EngineSizing.Resolve(
            Settings with { Context = Settings.Context with { Slots = slots, KvCells = 0 } }, LeastCells);
        return this with { Settings = Settings with { Context = context } };
    }

    private MeasuredSteps? MeasuredOn(IReadOnlyList<DeviceBudget> budgets) => Measured(MemoryPlanner.Plan(Shape, Plan, budgets));

    /// <summary>The wish with cells of its own for each slot; null where that is no less work on these devices, or the layout was named.</summary>
    public EngineWish? OfEachSlot(IReadOnlyList<DeviceBudget> budgets) =>
        IsLayoutFree && LayoutFit.OfEachSlot(Shape, Pooled, budgets, RuntimeOverhead.Default, MeasuredOn(budgets)) is { } parts
            ? this with { Settings = Settings with { Context = Settings.Context with { KvLayout = parts.Layout, KvCells = (int)parts.RequestedCells } } }
            : null;

    /// <summary>There is room to spare for <paramref name="parts"/> in place of this.</summary>
    public bool LeavesRoomFor(EngineWish parts, IReadOnlyList<DeviceBudget> budgets) =>
        LayoutFit.LeavesHalf(Shape, Pooled, parts.Plan, budgets, RuntimeOverhead.Default);

    private PlanSettings Pooled => Plan with { ContextTokens = LeastCells };

    /// <param name="asked">KvCells 0 may be stepped down; a number is the administrator's and is kept.</param>
    public static EngineWish Of(EngineSettings asked, ModelShape shape)
    {
        var limit = EngineSizing.ContextLimit(asked, shape.TrainedContextTokens);
        var context = EngineSizing.Resolve(asked, limit);
        var isFree = asked.Context.KvCells == 0;
        return new EngineWish(asked with { Context = context }, shape, isFree ? limit : context.KvCells, isFree ? 1 : context.Slots);
    }
}
