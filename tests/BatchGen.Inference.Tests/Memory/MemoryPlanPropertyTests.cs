using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Memory;

/// <summary>What holds for every plan, over random models, settings and devices; the seed is in the failing line.</summary>
public sealed class MemoryPlanPropertyTests
{
    private static readonly ModelHeader[] Models =
    [
        ModelHeader.CodeGeeX4, ModelHeader.SmallChatglm, ModelHeader.Llama8B, ModelHeader.Qwen2_7B, ModelHeader.Mixtral, ModelHeader.Gemma2_2B,
    ];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Plan_NeverShrinks_WhenTheContextOrTheSlotsGrow(int seed)
    {
        var random = new Random(seed);
        var shape = Shape(random);
        var settings = Settings(random, shape);
        var longer = settings with { ContextTokens = settings.ContextTokens + random.Next(1, 20_000) };
        // Steps are rounded up to a multiple of the slots, so a few more slots can need fewer rows; a doubling cannot.
        var more = settings with { Slots = settings.Slots * 2 };

        var bytes = Own(shape, settings);

        Assert.True(Own(shape, longer) >= bytes, $"{settings} takes more than {longer}");
        Assert.True(Own(shape, more) >= bytes, $"{settings} takes more than {more}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void KvBytes_AreCellsTimesHeadsTimesLengthTimesElement_ForAllSettings(int seed)
    {
        var random = new Random(seed);
        var shape = Shape(random);
        var settings = Settings(random, shape);
        var cache = KvCache.Of(settings);

        var expected = shape.Layers.Sum(layer =>
            (decimal)(layer.IsWindowed ? KvCache.Windowed(shape, settings) : cache)
                .Cells * layer.KvHeadCount * ((shape.KeyLength * ElementBytes(settings.KeyType)) + (shape.ValueLength * ElementBytes(settings.ValueType))));

        Assert.Equal(expected, KvCache.Bytes(shape, settings));
        Assert.True(cache.Cells >= settings.RequestedCells);
        Assert.Equal(0, cache.CellsPerStream % 256);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Verdict_LargestContextAndRemedies_AgreeWithTheBytes(int seed)
    {
        var random = new Random(seed);
        var shape = Shape(random);
        DeviceBudget[] budgets = random.Next(2) == 0
            ? [Devices.Cpu(random.Next(1, 100))]
            : [Devices.Gpu(random.Next(1, 48), random.NextDouble()), Devices.Cpu(random.Next(1, 100))];
        var plan = MemoryPlanner.Plan(shape, Settings(random, shape) with { GpuLayers = random.Next(-1, shape.PlaceableLayerCount + 1) }, budgets);

        Assert.Equal(plan.Devices.Any(device => device.IsUsed && device.TotalBytes > device.LimitBytes), plan.Verdict == PlanVerdict.DoesNotFit);
        Assert.All(plan.Devices, device => Assert.Equal(device.LimitBytes, device.TotalBytes + device.HeadroomBytes));
        AssertLargestContextFits(plan, budgets);
        Assert.All(
            plan.Remedies.Where(remedy => remedy.Fits),
            remedy => Assert.NotEqual(PlanVerdict.DoesNotFit, MemoryPlanner.Plan(shape, remedy.Settings, budgets).Verdict));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    private static void AssertLargestContextFits(MemoryPlan plan, DeviceBudget[] budgets)
    {
        var largest = plan.LargestContextTokens;
        Assert.Equal(0, largest % 256);
        if (largest > 0)
            Assert.True(Fits(largest), $"{largest} should fit");
        var next = largest + 256;
        if (next <= plan.Shape.TrainedContextTokens && (long)next * plan.Settings.Slots <= PlanSettings.KvCellsMax)
            Assert.False(Fits(next), $"{next} should not fit");

        bool Fits(int context) => DeviceSheet.Fits(
            plan.Shape, plan.Settings with { ContextTokens = context, KvCells = null }, budgets, RuntimeOverhead.Default);
    }

    private static long Own(ModelShape shape, PlanSettings settings) =>
        MemoryPlanner.Plan(shape, settings, [Devices.Cpu(4096)]).OwnBytes;

    private static ModelShape Shape(Random random) => TestShapes.Of(Models[random.Next(Models.Length)]);

    private static PlanSettings Settings(Random random, ModelShape shape)
    {
        var flashAttention = random.Next(4) > 0;
        var types = flashAttention ? Enum.GetValues<KvType>() : [KvType.F16, KvType.F32];
        return new PlanSettings(
            random.Next(1, Math.Min(65_536, shape.TrainedContextTokens)),
            random.Next(1, 33),
            random.Next(2) == 0 ? KvLayout.Unified : KvLayout.PerSlot,
            types[random.Next(types.Length)],
            types[random.Next(types.Length)],
            flashAttention,
            GpuLayers: 0,
            MicroStepTokens: 1 << random.Next(6, 12));
    }

    private static decimal ElementBytes(KvType type) => type switch
    {
        KvType.F32 => 4m,
        KvType.F16 => 2m,
        KvType.Q8_0 => 34m / 32,
        _ => 18m / 32,
    };
}
