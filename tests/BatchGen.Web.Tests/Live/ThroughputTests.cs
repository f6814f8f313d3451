using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing;
using BatchGen.Web.Live;
using BatchGen.Web.Tests.Fakes;

namespace BatchGen.Web.Tests.Live;

public sealed class ThroughputTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly SpokenEngines _engines = new();
    private readonly Throughput _throughput;

    public ThroughputTests() => _throughput = new Throughput(_engines, _time);

    public void Dispose() => _throughput.Dispose();

    [Fact]
    public void GetHistory_CountsEachSecondOnce_WhenReportsComeTwiceASecond()
    {
        Report("a", 0);
        for (var half = 1; half <= 8; half++)
        {
            _time.Advance(TimeSpan.FromSeconds(0.5));
            Report("a", half * 50);
        }

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(400, _throughput.GetHistory().Sum());
        Assert.Equal(100, _throughput.GetHistory()[^2]);
    }

    [Fact]
    public void GetHour_KeepsTokensOfEachQuarterMinute()
    {
        Report("a", 0);
        Report("a", 30);
        _time.Advance(TimeSpan.FromMinutes(1));
        Report("a", 90);
        _time.Advance(TimeSpan.FromSeconds(15));

        var hour = _throughput.GetHour();

        Assert.Equal(Throughput.HourSteps - 1, hour.Count);
        Assert.Equal([2, 0, 0, 0, 4], hour.TakeLast(5).Select(step => step.DecodePerSecond));
    }

    [Fact]
    public void GetHistory_AddsEnginesUp_WhenSeveralWork()
    {
        Report("a", 0);
        Report("b", 0);
        Report("a", 10);
        Report("b", 5);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(15, _throughput.GetHistory()[^1]);
    }

    [Fact]
    public void GetHistory_LearnsNothing_WhenANewProcessCountsFromZero()
    {
        Report("a", 500);
        Report("a", 20);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, _throughput.GetHistory().Sum());
    }

    [Fact]
    public void Current_FallsToZero_WhenNothingIsReportedAnyMore()
    {
        Report("a", 0);
        Report("a", 500);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(0, _throughput.Current);
    }

    [Fact]
    public void GetHistory_Forgets_WhatIsOlderThanItKeeps()
    {
        Report("a", 0);
        Report("a", 500);
        _time.Advance(TimeSpan.FromSeconds(Throughput.Seconds + 1));

        Assert.Equal(0, _throughput.GetHistory().Sum());
    }

    private void Report(string model, long decoded) => _engines.Say(new EngineStatus(
        model, EngineState.Ready, 1, 1, 0, null, FakeEngine.Model,
        new LoopActivity(1, 0, 0, 0, 0, 0, decoded, 0), [], 0, _time.GetUtcNow()));

    private sealed class SpokenEngines : IEngineManager
    {
        public Action<EngineStatus> Say { get; private set; } = _ => { };

        public IEngine GetEngine(string modelPath) => new FakeEngine(modelPath);

        public IEngine GetEngine(string modelPath, EngineChoice choice) => GetEngine(modelPath);

        public IReadOnlyList<EngineStatus> GetStatuses() => [];

        public bool UnloadIdle(TimeSpan unusedFor, Func<string, bool>? isMeant) => true;

        public IDisposable Subscribe(Action<EngineStatus> onChange)
        {
            Say = onChange;
            return new FakeSubscription(() => Say = _ => { });
        }
    }
}
