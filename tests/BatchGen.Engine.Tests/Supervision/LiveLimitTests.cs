using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Testing;
using BatchGen.Testing.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Engine.Tests.Supervision;

/// <summary>Real processes over a small model: the limit moves while they work.</summary>
public sealed class LiveLimitTests
{
    [Fact]
    public async Task GenerateAsync_EndsEveryRequestOnce_WhenTheLimitIsLoweredUnderLoad()
    {
        var limits = new MovableLimits();
        await using var fixture = Fixture(limits);
        var engine = fixture.Engine;
        var first = await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        var before = engine.Status;
        var ended = new HashSet<string>();

        await CollectAsync(engine, ended, 60, onFirstStart: () => limits.Move(before.Plan!.OwnBytes - (before.Plan.Devices[0].KvBytes / 2)));

        Assert.Equal(60, ended.Count);
        Assert.NotEqual(before.ProcessId, engine.Status.ProcessId);
        Assert.Equal(0, engine.Status.Restarts);
        Assert.InRange(engine.Status.Model!.Context.KvCells, 1, first.Context.KvCells - 1);
        Assert.Contains("Stepped down", engine.Status.Adjustment?.ToString(), StringComparison.Ordinal);
        Assert.InRange(engine.Status.Plan!.OwnBytes, 1, limits.Find("CPU")!.LimitBytes!.Value);
    }

    [Fact]
    public async Task WaitUntilReadyAsync_WaitsWithItsReason_AndLoadsWhenTheLimitIsRaised()
    {
        var limits = new MovableLimits();
        limits.Move(16 << 20);
        await using var fixture = Fixture(limits);

        var loading = fixture.Engine.WaitUntilReadyAsync(CancellationToken.None);
        await StatusAsync(fixture.Engine, status => status.State == EngineState.Waiting).WaitAsync(Patience.Ceiling);
        Assert.StartsWith("waiting: needs", fixture.Engine.Status.WaitingReason?.ToString(), StringComparison.Ordinal);
        Assert.Null(fixture.Engine.Status.ProcessId);

        limits.Move(null);
        await loading.WaitAsync(Patience.Ceiling);
        Assert.Null(fixture.Engine.Status.WaitingReason);
        Assert.Null(fixture.Engine.Status.Adjustment);
    }

    [Fact]
    public async Task GetEngine_SwapsModels_WhenOnlyOneFitsAndTheOtherIsIdle()
    {
        var limits = new MovableLimits();
        await using var fixture = Fixture(limits);
        var first = fixture.Engine;
        await first.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        limits.Move(first.Status.Plan!.OwnBytes + (8 << 20));
        var second = fixture.Manager.GetEngine(RandomModel.PathOf(new RandomModelShape(Layers: 3)));

        await second.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.Equal(EngineState.Stopped, first.Status.State);
        await first.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        Assert.Equal(EngineState.Stopped, second.Status.State);
    }

    private static EngineFixture Fixture(MovableLimits limits) => new(
        options =>
        {
            options.Slots = 16;
            options.ContextLimitTokens = 8192;
            options.IdleBeforeUnload = TimeSpan.Zero;
            options.DrainTimeout = TimeSpan.FromSeconds(5);
        },
        services =>
        {
            services.AddSingleton<ILiveDeviceLimits>(limits);
            services.AddSingleton<IDeviceSurvey>(new FakeSurvey(64L << 30));
        });

    /// <summary>What a shard does: what has no end when the engine is reloaded is sent again.</summary>
    private static async Task CollectAsync(IEngine engine, HashSet<string> ended, int count, Action onFirstStart)
    {
        var hasStarted = false;
        while (ended.Count < count)
        {
            try
            {
                var open = Enumerable.Range(0, count).Select(number => $"{number}").Where(id => !ended.Contains(id)).ToList();
                await foreach (var @event in engine.GenerateAsync(
                    open.Select(id => EngineFixture.Request(id, 200)).ToAsyncEnumerable(), CancellationToken.None))
                {
                    if (@event is GenerationFinished)
                        Assert.True(ended.Add(@event.Id), "it ended twice");
                    if (@event is GenerationStarted && !hasStarted)
                    {
                        hasStarted = true;
                        onFirstStart();
                    }
                }
            }
            catch (EngineReloadedException)
            {
                Assert.True(hasStarted, "it was reloaded before it began");
            }
        }
    }

    private static async Task StatusAsync(IEngine engine, Func<EngineStatus, bool> holds)
    {
        var reached = new TaskCompletionSource();
        using var subscription = engine.Subscribe(status =>
        {
            if (holds(status))
                reached.TrySetResult();
        });
        if (!holds(engine.Status))
            await reached.Task;
    }
}
