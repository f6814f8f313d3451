using BatchGen.Engine.Calibration;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Planning;

/// <summary>
/// What a model would take on this machine. The page, the command and the endpoint all ask here, so they show the same.
/// Thread-safe.
/// </summary>
public sealed class PlanService
{
    private const string DividedOtherwise =
        "llama.cpp's simulation is not known to be right for a model whose layers are cut between GPUs (Engine:GpuSplit is Row); the computed figures stand.";

    private static readonly ModelLoadRequest Undivided = new("");

    private readonly PlanModels _models = new();
    private readonly PlanDevices _devices;
    private readonly IMemoryDryRun _dryRun;
    private readonly CalibrationRecords _calibrations;
    private readonly EngineOptions _engine;
    private readonly Client.IEngineManager _engines;

    public PlanService(
        IMemoryDryRun dryRun,
        IMainMemory memory,
        Client.IEngineManager engines,
        IDeviceLimits limits,
        CalibrationRecords calibrations,
        IOptions<EngineOptions> engine)
    {
        _devices = new PlanDevices(dryRun, memory, engines, limits);
        _dryRun = dryRun;
        _calibrations = calibrations;
        _engine = engine.Value;
        _engines = engines;
    }

    /// <summary>What the header says of a model. Cheap when asked again.</summary>
    /// <exception cref="GgufException">The file is missing, or its header is refused.</exception>
    public ModelShape ReadShape(string modelPath) => _models.Get(modelPath);

    /// <summary>Computed in a few milliseconds, without any other process: for a slider.</summary>
    /// <exception cref="GgufException">The file is missing, or its header is refused.</exception>
    /// <exception cref="PlanException">A setting is out of range.</exception>
    public PlanAnswer Estimate(string modelPath, EngineChoice levers) =>
        WithExperience(modelPath, Compute(ReadShape(modelPath), levers, PlaceOf(modelPath), _devices.Known()));

    /// <summary>The same for a shape without a file, which nothing is set up for.</summary>
    /// <exception cref="PlanException">A setting is out of range.</exception>
    public PlanAnswer Estimate(ModelShape shape, EngineChoice levers) => Compute(shape, levers, PlaceOf(""), _devices.Known());

    /// <summary>As above, on other devices than this machine's.</summary>
    /// <exception cref="PlanException">A setting or a limit is out of range.</exception>
    public PlanAnswer Estimate(ModelShape shape, EngineChoice levers, IReadOnlyList<DeviceBudget> budgets) =>
        Compute(shape, levers, Undivided, budgets);

    /// <summary>
    /// With llama.cpp's own figures, in some 50 ms once the planning process runs. Without it the computed ones, and the
    /// reason.
    /// </summary>
    /// <exception cref="GgufException">The file is missing, or its header is refused.</exception>
    /// <exception cref="PlanException">A setting is out of range.</exception>
    public async Task<PlanAnswer> PlanAsync(string modelPath, EngineChoice levers, CancellationToken cancellationToken)
    {
        var shape = ReadShape(modelPath);
        var place = PlaceOf(modelPath);
        var computed = Estimate(modelPath, levers);
        try
        {
            var seen = await _devices.ReadAsync(cancellationToken);
            var budgets = ModelDevices.Among(place, seen);
            computed = WithExperience(modelPath, Compute(shape, levers, place, seen));
            if (budgets.Any(budget => budget.IsGpu) && !ModelDevices.CanBeSimulated(place))
                throw new DryRunException(DryRunException.DividedOtherwise, DividedOtherwise);
            var allocations = await _dryRun.MeasureAsync(DryRunFigures.RequestFor(place, computed.Plan.Settings), cancellationToken);
            return computed with
            {
                Plan = MemoryPlanner.Plan(shape, computed.Plan.Settings, budgets, DryRunFigures.Of(computed.Plan, allocations)),
                Source = PlanSource.DryRun,
            };
        }
        catch (DryRunException problem)
        {
            return computed with { Problem = problem };
        }
    }

    /// <summary>On which GPUs, and in which shares, section "Engine" has this model.</summary>
    private ModelLoadRequest PlaceOf(string modelPath) => EngineSetup.Model(_engine, modelPath);

    /// <summary>What earlier loads of the same files have shown.</summary>
    private PlanAnswer WithExperience(string modelPath, PlanAnswer answer) => answer with
    {
        Offload = answer.Plan.IsOffloadedInPart ? _calibrations.Find(modelPath, answer.Plan).Offload : null,
        LoadFailure = Client.LoadFailure.Find(_engines, modelPath),
    };

    private PlanAnswer Compute(ModelShape shape, EngineChoice levers, ModelLoadRequest place, IReadOnlyList<DeviceBudget> seen)
    {
        var budgets = ModelDevices.Among(place, seen);
        var settings = Settings(levers) with { TensorSplit = place.TensorSplit ?? [] };
        settings.Validate(shape);
        settings = settings with { GpuLayers = Layers(shape, settings, levers, budgets) };
        var measured = _calibrations.Find(place.Path, MemoryPlanner.Plan(shape, settings, budgets)).Steps;
        if (levers.Slots is null && _engine is { Slots: null, KvCells: 0 })
            settings = SlotFit.With(settings, SlotFit.Paying(shape, settings, _engine.IsLayoutFree, budgets, RuntimeOverhead.Default, measured));
        if (_engine.IsLayoutFree)
            settings = LayoutFit.Cheapest(shape, settings, budgets, RuntimeOverhead.Default, measured);
        return new PlanAnswer(MemoryPlanner.Plan(shape, settings, budgets), PlanSource.Computed);
    }

    /// <summary>The context that an engine with these levers would be given, with the usual slots where they are open.</summary>
    private PlanSettings Settings(EngineChoice levers)
    {
        var context = levers.ContextTokens ?? _engine.ContextLimitTokens;
        var slots = levers.Slots ?? _engine.Slots ?? SlotFit.Usual;
        var kvType = levers.KvType ?? _engine.KvType;
        return new PlanSettings(
            ContextTokens: context,
            Slots: slots,
            Layout: _engine.KvLayout ?? KvLayout.Unified,
            KeyType: kvType,
            ValueType: kvType,
            FlashAttention: levers.FlashAttention ?? _engine.FlashAttention,
            GpuLayers: levers.GpuLayers is { } choice ? choice.Count ?? -1 : _engine.GpuLayers,
            KvCells: _engine.KvCells > 0 ? Math.Max(_engine.KvCells, context) : null,
            StepTokens: _engine.StepTokens,
            MicroStepTokens: _engine.MicroStepTokens,
            KvOnGpu: _engine.KvOnGpu,
            OutputsMax: _engine.DraftRows > 0 ? slots + _engine.DraftRows : null,
            PoolShare: EngineSizing.PoolShare);
    }

    /// <summary>What will really be placed, so that a plan says "0" where there is no card and "41" where all was asked for.</summary>
    private static int Layers(ModelShape shape, PlanSettings settings, EngineChoice levers, IReadOnlyList<DeviceBudget> budgets)
    {
        if (!budgets.Any(budget => budget.IsGpu))
            return 0;
        if (levers.GpuLayers is { Count: null })
            return LayerFit.Largest(shape, settings, budgets, RuntimeOverhead.Default);
        return settings.GpuLayers < 0 ? shape.PlaceableLayerCount : Math.Min(settings.GpuLayers, shape.PlaceableLayerCount);
    }
}
