using BatchGen.Engine.Planning;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Engine.Tests.Calibration;

/// <summary>A real engine process on the CPU that is told of a GPU nobody put a layer on.</summary>
public sealed class OffloadJourneyTests
{
    [Fact]
    public async Task WaitUntilReadyAsync_SaysWhatWasMeasured_AndTheNextProcessDoesNotMeasureAgain()
    {
        await using var fixture = new EngineFixture(
            options => options.GpuLayers = 0,
            services => services.AddSingleton<IDeviceSurvey>(new SurveyWithCard()));

        var model = await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.NotNull(model.Offload);
        Assert.True(model.Offload.TokensPerSecond > 0);
        Assert.Null(model.Offload.Slowdown);
        Assert.Equal(model.Offload, fixture.Engine.Status.Model!.Offload);

        System.Diagnostics.Process.GetProcessById(fixture.Engine.Status.ProcessId!.Value).Kill();
        await Patience.UntilAsync(() => fixture.Engine.Status is { Restarts: 1, Model: not null }, "the engine after its death");
        var again = await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        Assert.Equal(model.Offload, again.Offload);
        Assert.Equal(model.Steps, again.Steps);
    }

    [Fact]
    public async Task WaitUntilReadyAsync_MeasuresNothing_WhereThereIsNoGpu()
    {
        await using var fixture = new EngineFixture();

        var model = await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.Null(model.Offload);
        Assert.True(model.Steps!.PassMilliseconds > 0);
    }

    private sealed class SurveyWithCard : IDeviceSurvey
    {
        private const long GiB = 1L << 30;

        public Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeviceMemory>>(
        [
            new DeviceMemory("CUDA0", "a card", DeviceKind.Gpu, 8 * GiB, 8 * GiB),
            new DeviceMemory(FakeSurvey.Device, "a machine", DeviceKind.Cpu, 64 * GiB, 64 * GiB),
        ]);
    }
}
