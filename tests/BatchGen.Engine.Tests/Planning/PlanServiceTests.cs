using BatchGen.Engine.Client;
using BatchGen.Engine.Calibration;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sizing;

namespace BatchGen.Engine.Tests.Planning;

public sealed class PlanServiceTests : IDisposable
{
    private const long GiB = PlanBench.GiB;

    private readonly PlanBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Estimate_PlansWhatAnEngineWouldBeGiven_WhenNothingIsMoved()
    {
        var plan = Estimate(new EngineChoice()).Plan;

        Assert.Equal(_bench.Engine.ContextLimitTokens, plan.Settings.ContextTokens);
        Assert.Equal(SlotFit.Usual, plan.Settings.Slots);
        // 16 slots × 4,096 tokens; 40 KiB a cell in 16 bit.
        Assert.Equal(65_536L * 40 * 1024, Assert.Single(plan.Devices).KvBytes);
    }

    [Fact]
    public void Estimate_PlansAQuarterOfTheCells_WhenSlotsShareThem()
    {
        _bench.Engine.KvLayout = KvLayout.Unified;

        Assert.Equal(16_384L * 40 * 1024, Assert.Single(Estimate(new EngineChoice()).Plan.Devices).KvBytes);
    }

    [Fact]
    public void Estimate_FollowsEveryLever()
    {
        var plan = Estimate(new EngineChoice(131_072, 1, KvType.Q8_0, true, new GpuLayerChoice(12))).Plan;

        Assert.Equal(131_072, plan.Settings.ContextTokens);
        Assert.Equal(131_072L * 40 * 512 * 34 / 32, plan.Devices[0].KvBytes);
        Assert.Equal(0, plan.Settings.GpuLayers);
    }

    [Theory]
    [InlineData(-1, 41)]
    [InlineData(200, 41)]
    [InlineData(12, 12)]
    public async Task PlanAsync_SaysHowManyLayersAreReallyPlaced_WhenThereIsACard(int asked, int placed)
    {
        _bench.Cards.Add(Card(24));

        var answer = await PlanAsync(new EngineChoice(GpuLayers: new GpuLayerChoice(asked)));

        Assert.Equal(placed, answer.Plan.Settings.GpuLayers);
        Assert.Equal(placed, Assert.Single(_bench.Requests).Model.GpuLayers);
    }

    [Fact]
    public async Task PlanAsync_PlacesAsManyLayersAsFit_WhenToldAuto()
    {
        _bench.Cards.Add(Card(8));

        var plan = (await PlanAsync(new EngineChoice(4096, 1, GpuLayers: GpuLayerChoice.Auto))).Plan;

        Assert.InRange(plan.Settings.GpuLayers, 20, 35);
        Assert.NotEqual(PlanVerdict.DoesNotFit, plan.Verdict);
    }

    [Fact]
    public async Task PlanAsync_ShowsLlamaCppsFigures_InPlaceOfTheComputedOnes()
    {
        _bench.Simulate = _ => [new DeviceAllocation("CPU", 1000, 200, 30)];

        var answer = await PlanAsync(new EngineChoice());

        var cpu = Assert.Single(answer.Plan.Devices);
        Assert.Equal([1000, 200, 30], [cpu.WeightsBytes, cpu.KvBytes, cpu.ComputeBytes]);
        Assert.Equal(PlanSource.DryRun, answer.Source);
        Assert.Null(answer.Problem);
    }

    [Fact]
    public async Task PlanAsync_KeepsComputedParts_WhereTheLibrarySaysNone()
    {
        var computed = Assert.Single(Estimate(new EngineChoice()).Plan.Devices);
        _bench.Simulate = _ => [new DeviceAllocation("CPU", null, null, 30)];

        var cpu = Assert.Single((await PlanAsync(new EngineChoice())).Plan.Devices);

        Assert.Equal([computed.WeightsBytes, computed.KvBytes, 30], [cpu.WeightsBytes, cpu.KvBytes, cpu.ComputeBytes]);
    }

    [Fact]
    public async Task PlanAsync_JudgesTheContext_ByWhatTheSimulationFound()
    {
        // Room for 9.3 GiB of weights, and 6 GiB more; the simulation says the compute buffer alone takes 4 GiB.
        _bench.Limits["CPU"] = new DeviceLimit(20 * GiB, null, 0);
        var computed = Estimate(new EngineChoice(32_768, 1)).Plan;
        _bench.Simulate = _ => [new DeviceAllocation("CPU", null, null, 4 * GiB)];

        var simulated = (await PlanAsync(new EngineChoice(32_768, 1))).Plan;

        Assert.Equal(131_072, computed.LargestContextTokens);
        Assert.InRange(simulated.LargestContextTokens, 256, 80_000);
    }

    [Fact]
    public async Task PlanAsync_KeepsTheComputedPlanAndSaysWhy_WhenTheSimulationDies()
    {
        _bench.Simulate = _ => throw new DryRunException(DryRunException.Died, "The process ended.");

        var answer = await PlanAsync(new EngineChoice());

        Assert.Equal(PlanSource.Computed, answer.Source);
        Assert.Equal(DryRunException.Died, answer.Problem?.Code);
        Assert.Equal(Estimate(new EngineChoice()).Plan.Devices.AsEnumerable(), answer.Plan.Devices.AsEnumerable());
    }

    [Fact]
    public void Estimate_ObeysTheLimit_AndCountsOthers()
    {
        _bench.Limits["CPU"] = new DeviceLimit(32 * GiB, null, 2 * GiB);

        var cpu = Assert.Single(Estimate(new EngineChoice()).Plan.Devices);

        Assert.Equal(30 * GiB, cpu.LimitBytes);
        Assert.Equal(4 * GiB, cpu.OtherBytes);
    }

    [Fact]
    public void Estimate_LeavesOutWhatOurOwnEnginesHold()
    {
        _bench.Engines.Add(Running(processId: 77));
        _bench.PrivateBytesOf[77] = 3 * GiB;

        Assert.Equal(GiB, Assert.Single(Estimate(new EngineChoice()).Plan.Devices).OtherBytes);
    }

    [Fact]
    public void Estimate_KnowsTheCards_FromAnEngineThatRuns()
    {
        _bench.Engines.Add(Running(processId: 77) with { Devices = [Card(24), _bench.Main] });

        Assert.Equal(["CUDA0", "CPU"], Estimate(new EngineChoice()).Plan.Devices.Select(device => device.Name));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(4096, 0)]
    [InlineData(4096, 257)]
    public async Task PlanAsync_RefusesASetting_OutsideItsRange(int context, int slots)
    {
        var refusal = await Assert.ThrowsAsync<PlanException>(() => PlanAsync(new EngineChoice(context, slots)));

        Assert.Equal(PlanErrorCodes.SettingOutOfRange, refusal.Code);
        Assert.Empty(_bench.Requests);
    }

    [Fact]
    public async Task PlanAsync_RefusesAFile_BeforeAnythingIsSimulated()
    {
        await File.WriteAllTextAsync(_bench.ModelPath, "this is not a model");

        var refusal = await Assert.ThrowsAsync<GgufException>(() => PlanAsync(new EngineChoice()));

        Assert.Equal(GgufErrorCodes.NotGguf, refusal.Code);
        Assert.Empty(_bench.Requests);
    }

    [Fact]
    public async Task PlanAsync_PlansTheModelOnItsGpu_WhenItIsPinned()
    {
        _bench.Cards.Add(Card(8));
        _bench.Cards.Add(Card(24) with { Name = "CUDA1" });
        _bench.Engine.ModelGpus = new Dictionary<string, int> { ["codegeex4"] = 1 };

        var answer = await PlanAsync(new EngineChoice(4096, 1));

        Assert.Equal(["CUDA1", "CPU"], answer.Plan.Devices.Select(device => device.Name));
        Assert.Equal(PlanVerdict.Fits, answer.Plan.Verdict);
        Assert.Equal(new ModelLoadRequest(_bench.ModelPath, 41, Split: GpuSplit.None, MainGpu: 1), Assert.Single(_bench.Requests).Model);
    }

    [Fact]
    public async Task PlanAsync_KeepsTheComputedPlanAndSaysWhy_WhenLayersAreCutBetweenGpus()
    {
        _bench.Cards.Add(Card(24));
        _bench.Engine.GpuSplit = GpuSplit.Row;

        var answer = await PlanAsync(new EngineChoice(4096, 1));

        Assert.Equal(DryRunException.DividedOtherwise, answer.Problem!.Code);
        Assert.Empty(_bench.Requests);
    }

    [Theory]
    [InlineData(new float[0], 21)]
    [InlineData(new[] { 3f, 1f }, 31)]
    [InlineData(new[] { 1f }, 41)]
    public async Task PlanAsync_DividesLayersByTheSharesThatWereSet(float[] shares, int onFirst)
    {
        _bench.Cards.Add(Card(24));
        _bench.Cards.Add(Card(24) with { Name = "CUDA1" });
        _bench.Engine.TensorSplit = shares;

        var plan = (await PlanAsync(new EngineChoice(4096, 1))).Plan;

        Assert.Equal([onFirst, 41 - onFirst, 0], plan.Devices.Select(device => device.PlacedLayers));
        Assert.Equal(shares, Assert.Single(_bench.Requests).Model.TensorSplit ?? []);
    }

    [Fact]
    public async Task PlanAsync_KeepsTheCacheInMainMemory_WhenSectionEngineSaysSo()
    {
        _bench.Cards.Add(Card(24));
        _bench.Engine.KvOnGpu = false;

        var plan = (await PlanAsync(new EngineChoice(4096, 1))).Plan;

        Assert.Equal([0, 4096L * 40 * 1024], plan.Devices.Select(device => device.KvBytes));
        Assert.False(Assert.Single(_bench.Requests).Context.KvOnGpu);
    }

    /// <summary>An engine of ours makes room for whatever is planned, on each card that it lies on.</summary>
    [Fact]
    public async Task PlanAsync_LeavesOutWhatOurOwnEnginesHold_OnEveryCard()
    {
        _bench.Cards.Add(Card(24));
        _bench.Cards.Add(Card(24) with { Name = "CUDA1" });
        var loaded = (await PlanAsync(new EngineChoice(4096, 1))).Plan;
        for (var card = 0; card < 2; card++)
            _bench.Cards[card] = _bench.Cards[card] with { FreeBytes = (24 * GiB) - loaded.Devices[card].TotalBytes - GiB };
        _bench.Engines.Add(Running(processId: 77) with { Plan = loaded, Model = Loaded() });

        var plan = (await PlanAsync(new EngineChoice(4096, 1))).Plan;

        Assert.Equal([GiB, GiB], plan.Devices.Take(2).Select(device => device.OtherBytes));
    }

    [Fact]
    public async Task PlanAsync_HasAsManySlotsAsPay_UnlessSomebodySaid()
    {
        _bench.Cards.Add(Card(80));
        var standard = await PlanAsync(EngineChoice.Standard);
        _bench.Calibrations.Keep(_bench.ModelPath, standard.Plan, new MeasuredEngine(Steps: new MeasuredSteps(10, Row: 0.5, Cell: 1e-9)));

        Assert.Equal(128, standard.Plan.Settings.Slots);
        Assert.Equal(SlotFit.Usual, (await PlanAsync(EngineChoice.Standard)).Plan.Settings.Slots);
        Assert.Equal(7, (await PlanAsync(new EngineChoice(Slots: 7))).Plan.Settings.Slots);
    }

    [Fact]
    public async Task PlanAsync_SaysWhatWasMeasured_WhenAnEngineLayLikeThis()
    {
        _bench.Cards.Add(Card(24));
        var levers = new EngineChoice(4096, 1, GpuLayers: new GpuLayerChoice(20));
        var unknown = await PlanAsync(levers);

        _bench.Calibrations.Keep(_bench.ModelPath, unknown.Plan, new MeasuredEngine(new OffloadSpeed(7.5, 4)));

        Assert.Null(unknown.Offload);
        Assert.Equal(4, (await PlanAsync(levers)).Offload!.Slowdown);
        Assert.Null((await PlanAsync(levers with { GpuLayers = new GpuLayerChoice(-1) })).Offload);
    }

    private PlanAnswer Estimate(EngineChoice levers) => _bench.Service.Estimate(_bench.ModelPath, levers);

    private Task<PlanAnswer> PlanAsync(EngineChoice levers) => _bench.Service.PlanAsync(_bench.ModelPath, levers, CancellationToken.None);

    private static DeviceMemory Card(int gibibytes) => new("CUDA0", "a card", DeviceKind.Gpu, gibibytes * GiB, gibibytes * GiB);

    private static EngineModel Loaded() => new(
        new ModelInfo("chatglm", "test", 131_072, 40, 4096, 151_552, 1, 1, "", null), new RuntimeInfo("test", "1", "cpu"), new ContextInfo(4096, 4096, 1, 2048, 1, 1), 4096, 512, "own");

    private EngineStatus Running(int processId) => new(
        _bench.ModelPath, EngineState.Ready, 1, processId, 0, null, null, null, [], 0, DateTimeOffset.UnixEpoch);
}
