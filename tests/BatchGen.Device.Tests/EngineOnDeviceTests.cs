using System.Diagnostics;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Tests;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Runtime.Contract.Runs;
using BatchGen.Testing;
using BatchGen.Testing.Devices;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Device.Tests;

/// <summary>
/// Real engine processes with the demonstration model on a device: whatever becomes of them, each answer comes once, and is as the golden
/// one begins.
/// </summary>
public sealed class EngineOnDeviceTests
{
    private const string Device = "Vulkan0";
    private const int Layers = 6;
    private const string Question = "sum-en";

    /// <summary>Few: the device writes some ten tokens a second.</summary>
    private const int Requests = 3;

    /// <summary>Of each answer: whole ones are compared by <see cref="RuntimeOnDevicesTests"/>.</summary>
    private const int Tokens = 16;

    private static readonly EngineChoice Auto = new(GpuLayers: GpuLayerChoice.Auto);
    private static readonly GoldenAnswers Golden = new();

    private readonly MovableLimits _limits = new(only: Device);

    [DeviceFact]
    public async Task WaitUntilReadyAsync_PutsAsManyLayersOnTheDeviceAsFit_AndMeasuresWhatTheRestCosts()
    {
        using var machine = SoftwareDevice.Use(1);
        await using var fixture = Fixture();
        _limits.Move(await BytesOfAsync(fixture, layers: 3));
        var engine = fixture.Manager.GetEngine(GoldenAnswers.ModelPath, Auto);

        var model = await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.Equal(3, engine.Status.Plan!.LayersOnGpus);
        Assert.Null(engine.Status.Adjustment);
        Assert.InRange(OnDevice(engine), 1, _limits.Find(Device)!.LimitBytes!.Value);
        Assert.True(model.Offload?.TokensPerSecond > 0, "layers lie on both: that is measured");
        Assert.InRange(model.Offload.Slowdown!.Value, 1, double.MaxValue);
    }

    [DeviceFact]
    public async Task GenerateAsync_LosesNothing_WhenTheLimitIsMovedUnderLoad()
    {
        using var machine = SoftwareDevice.Use(1);
        await using var fixture = Fixture();
        var engine = fixture.Manager.GetEngine(GoldenAnswers.ModelPath, Auto);
        await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        var before = engine.Status;
        var lowered = await BytesOfAsync(fixture, layers: 4);

        var answers = await CollectAsync(engine, onFirstStart: () => _limits.Move(lowered));

        AssertGolden(answers);
        Assert.NotEqual(before.ProcessId, engine.Status.ProcessId);
        Assert.Equal(0, engine.Status.Restarts);
        Assert.Equal((Layers, 4), (before.Plan!.LayersOnGpus, engine.Status.Plan!.LayersOnGpus));
        Assert.InRange(OnDevice(engine), 1, lowered);

        _limits.Move(null);
        await Patience.UntilAsync(() => engine.Status is { State: EngineState.Ready, Plan.LayersOnGpus: Layers }, "all layers, now that there is room again");
    }

    [DeviceFact]
    public async Task GenerateAsync_LosesNothing_WhenTheProcessIsKilledWhileItHoldsTheDevice()
    {
        using var machine = SoftwareDevice.Use(1);
        await using var fixture = Fixture();
        var engine = fixture.Manager.GetEngine(GoldenAnswers.ModelPath);
        await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        var before = engine.Status;

        var answers = await CollectAsync(engine, onFirstStart: () => Process.GetProcessById(before.ProcessId!.Value).Kill());

        AssertGolden(answers);
        Assert.Equal(1, engine.Status.Restarts);
        Assert.NotEqual(before.ProcessId, engine.Status.ProcessId);
        Assert.Equal(Layers, engine.Status.Plan!.LayersOnGpus);
    }

    /// <summary>
    /// One slot, and steps are not measured: for each number of rows a step has, the device would need kernels of its own, which take long to
    /// translate.
    /// </summary>
    private EngineFixture Fixture() => new(
        options =>
        {
            options.Slots = 1;
            options.DraftRows = 0;
            options.MeasureSteps = false;
            options.ContextLimitTokens = 512;
            options.KvType = KvType.F16;
            options.DrainTimeout = TimeSpan.FromMilliseconds(1);
            // Nothing hangs here: a busy machine needs minutes for the kernels of a first step.
            options.HangTimeout = TimeSpan.FromHours(1);
        },
        services =>
        {
            services.AddSingleton<ILiveDeviceLimits>(_limits);
            services.Configure<PlanningOptions>(options => options.DryRunTimeout = Patience.Ceiling);
        });

    /// <summary>What the engine takes of the device with so many layers on it.</summary>
    private static async Task<long> BytesOfAsync(EngineFixture fixture, int layers)
    {
        var plans = fixture.Services.GetRequiredService<PlanService>();
        var answer = await plans.PlanAsync(GoldenAnswers.ModelPath, new EngineChoice(GpuLayers: new GpuLayerChoice(layers)), CancellationToken.None);
        Assert.Null(answer.Problem);
        var planned = answer.Plan.Devices.Single(device => device.Name == Device);
        return planned.TotalBytes - planned.OtherBytes;
    }

    private static long OnDevice(IEngine engine)
    {
        var planned = engine.Status.Plan!.Devices.Single(device => device.Name == Device);
        return planned.TotalBytes - planned.OtherBytes;
    }

    /// <summary>Each request has its one answer, and that is how the golden one begins.</summary>
    private static void AssertGolden(Dictionary<string, string> answers)
    {
        var answer = Assert.Single(answers.Values.Distinct());
        Assert.Equal(Requests, answers.Count);
        Assert.NotEmpty(answer);
        Assert.StartsWith(answer, Golden.Expected()[Question], StringComparison.Ordinal);
    }

    /// <summary>What a shard does: what has no end when the engine is reloaded or lost is sent again.</summary>
    private static async Task<Dictionary<string, string>> CollectAsync(IEngine engine, Action onFirstStart)
    {
        var answers = new Dictionary<string, string>();
        var hasStarted = false;
        while (answers.Count < Requests)
        {
            try
            {
                var open = Enumerable.Range(0, Requests).Select(number => $"{number}").Where(id => !answers.ContainsKey(id)).ToList();
                await foreach (var @event in engine.GenerateAsync(open.Select(Request).ToAsyncEnumerable(), CancellationToken.None))
                {
                    if (@event is GenerationFinished finished)
                        answers.Add(finished.Id, finished.Result.Text);
                    if (@event is GenerationStarted && !hasStarted)
                    {
                        hasStarted = true;
                        onFirstStart();
                    }
                }
            }
            catch (Exception interruption) when (interruption is EngineReloadedException or EngineLostException)
            {
                Assert.True(hasStarted, "it ended before it began");
            }
        }

        return answers;
    }

    private static GenerationRequest Request(string id) => new(id, new ChatPrompt(Golden.Question(Question)), SamplingSettings.Greedy, MaxTokens: Tokens);
}
