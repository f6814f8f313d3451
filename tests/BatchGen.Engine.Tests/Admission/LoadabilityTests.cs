using BatchGen.Engine.Admission;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Tests.Admission;

public sealed class LoadabilityTests
{
    private const long GiB = 1L << 30;
    private const long MiB = 1L << 20;

    private static readonly string Model = RandomModel.PathOf(new RandomModelShape(Layers: 8));

    [Theory]
    [InlineData(null, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void WhyNone_CountsOnlyTheGpuThatAModelIsPinnedTo(int? gpu, bool isLoadable)
    {
        var options = new EngineOptions();
        if (gpu is { } pinned)
            options.ModelGpus = new Dictionary<string, int> { [Path.GetFileNameWithoutExtension(Model)] = pinned };
        // The first card has hardly anything free, so that a divided model lies on the second.
        DeviceMemory[] devices =
        [
            new("CUDA0", "a card", DeviceKind.Gpu, 0, 24 * GiB),
            new("CUDA1", "a card", DeviceKind.Gpu, 24 * GiB, 24 * GiB),
            new("CPU", "a machine", DeviceKind.Cpu, 64 * GiB, 64 * GiB),
        ];

        var reason = new Loadability(Options.Create(options)).WhyNone([Model], devices, new FirstCardLimit());

        Assert.Equal(isLoadable, reason is null);
    }

    private sealed class FirstCardLimit : IDeviceLimits
    {
        public DeviceLimit? Find(string deviceName) => deviceName == "CUDA0" ? new DeviceLimit(MiB, null, 0) : null;
    }
}
