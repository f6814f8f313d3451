using BatchGen.Engine.Client;
using BatchGen.Engine.Headroom;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Tests.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;

namespace BatchGen.Engine.Tests.Headroom;

public sealed class HeadroomHistoryTests : IDisposable
{
    private const long GiB = PlanBench.GiB;

    private readonly PlanBench _machine = new();
    private readonly ManualTime _time = new();
    private readonly HeadroomHistory _history;

    public HeadroomHistoryTests() => _history = new HeadroomHistory(_machine, _machine, _machine, _time);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Sample_KeepsWhatIsInUseAndWhatIsAllowed_OldestFirst()
    {
        _machine.Limits["CPU"] = new DeviceLimit(32 * GiB, null, GiB);
        _history.Sample();
        _time.Advance(HeadroomHistory.Interval);
        _machine.Main = _machine.Main with { FreeBytes = 10 * GiB };
        _history.Sample();

        var samples = _history.Of("CPU");

        Assert.Equal([4 * GiB, 54 * GiB], samples.Select(sample => sample.UsedBytes));
        Assert.All(samples, sample => Assert.Equal(31 * GiB, sample.LimitBytes));
    }

    [Fact]
    public void Of_ForgetsWhatIsOlderThanAnHour()
    {
        for (var i = 0; i < 300; i++)
        {
            _history.Sample();
            _time.Advance(HeadroomHistory.Interval);
        }

        var samples = _history.Of("CPU");

        Assert.Equal(HeadroomHistory.Kept / HeadroomHistory.Interval, samples.Count);
        Assert.Equal(_time.GetUtcNow() - HeadroomHistory.Kept, samples[0].At);
        Assert.Equal(samples.OrderBy(sample => sample.At), samples);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(60, 0)]
    public void Sample_TakesACardOnly_WhenAnEngineHasJustSpokenOfIt(int secondsAgo, int expected)
    {
        var status = new EngineStatus(
            "/models/a.gguf", EngineState.Ready, 1, 1, 0, null, null, null, [new DeviceMemory(
                "CUDA0", "a card", DeviceKind.Gpu, 8 * GiB, 24 * GiB)], 0, _time.GetUtcNow());
        _machine.Engines.Add(status);
        _time.Advance(TimeSpan.FromSeconds(secondsAgo));

        _history.Sample();

        Assert.Equal(expected, _history.Of("CUDA0").Count(sample => sample.UsedBytes == 16 * GiB));
    }
}
