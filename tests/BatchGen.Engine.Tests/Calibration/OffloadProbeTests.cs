using BatchGen.Engine.Calibration;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;

namespace BatchGen.Engine.Tests.Calibration;

public sealed class OffloadProbeTests
{
    private static readonly ContextSettings Context = new(4096, 16);

    private readonly ManualTime _time = new();

    [Theory]
    // Two of four blocks and the output on the GPU: 10 + 10 + 1 + 1 + 2 instead of 1 + 1 + 1 + 1 + 2.
    [InlineData(3, 4.0)]
    // Three of four blocks: 10 + 1 + 1 + 1 + 2 instead of 6.
    [InlineData(4, 2.5)]
    public void Measure_ComparesWithEveryLayerAsFastAsThoseOnTheGpu(int gpuLayers, double slowdown)
    {
        var onCpu = 5 - gpuLayers;
        var model = new TimedModel(_time, [.. Enumerable.Range(0, 4).Select(layer => layer < onCpu ? 10.0 : 1.0)], 2);

        var speed = new OffloadProbe(model, Context, gpuLayers, _time).Measure();

        Assert.Equal(slowdown, speed.Slowdown!.Value, 3);
        Assert.Equal(1000 / (6 * slowdown), speed.TokensPerSecond, 3);
    }

    [Theory]
    // None of them, or the output alone: no layer there that others could be compared with.
    [InlineData(0)]
    [InlineData(1)]
    public void Measure_ComparesWithNothing_WhenNoBlockLiesOnTheGpu(int gpuLayers)
    {
        var speed = new OffloadProbe(new TimedModel(_time, [5, 5], 0), Context, gpuLayers, _time).Measure();

        Assert.Null(speed.Slowdown);
        Assert.Equal(100, speed.TokensPerSecond, 3);
    }

    [Fact]
    public void Measure_ComparesWithNothing_WhenTheRuntimeDoesNotTellOfEveryLayer()
    {
        var model = new TimedModel(_time, [5, 1], 0) { LayersTold = 1 };

        Assert.Null(new OffloadProbe(model, Context, 2, _time).Measure().Slowdown);
    }

    [Fact]
    public void Measure_TakesLittleRoom_WhateverTheEngineIsGiven()
    {
        var model = new TimedModel(_time, [5, 1], 0);

        new OffloadProbe(model, Context, 2, _time).Measure();

        Assert.All(model.Contexts, settings => Assert.Equal((1, 256, 32), (settings.Slots, settings.KvCells, settings.MicroStepTokens)));
    }

    [Fact]
    public void Measure_EndsSoon_WhenATokenTakesSeconds()
    {
        var model = new TimedModel(_time, [4000, 4000], 0);
        var begun = _time.GetTimestamp();

        var speed = new OffloadProbe(model, Context, 0, _time).Measure();

        Assert.Equal(0.125, speed.TokensPerSecond, 3);
        // Five steps, of which four warm up.
        Assert.Equal(TimeSpan.FromSeconds(40), _time.GetElapsedTime(begun));
    }

    [Fact]
    public void Measure_SaysSo_WhenAStepFails()
    {
        var model = new TimedModel(_time, [1], 0);
        model.Statuses.Enqueue(DecodeStatus.Failed);

        var failure = Assert.Throws<RuntimeException>(() => new OffloadProbe(model, Context, 0, _time).Measure());

        Assert.Equal("offload_probe_failed", failure.Code);
    }
}
