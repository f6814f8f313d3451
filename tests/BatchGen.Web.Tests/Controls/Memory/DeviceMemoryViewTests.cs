using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Web.Controls.Memory;
using BatchGen.Web.Tests.Fakes;

namespace BatchGen.Web.Tests.Controls.Memory;

public sealed class DeviceMemoryViewTests
{
    private const long GiB = 1L << 30;

    private static readonly DeviceMemory Gpu = new("CUDA0", "A card", DeviceKind.Gpu, 10 * GiB, 24 * GiB);
    private static readonly DeviceMemory Cpu = new("CPU", "A processor", DeviceKind.Cpu, 40 * GiB, 64 * GiB);

    [Fact]
    public void Of_AddsUpToTheWholeDevice_WhenAModelIsLoaded() =>
        Assert.All(DeviceMemoryView.Of(Status(Gpu, Cpu)), device => Assert.Equal(device.TotalBytes, device.Parts.Sum(part => part.Bytes)));

    [Fact]
    public void Of_PutsTheModelOnTheGpu_WhenThereIsOne()
    {
        var devices = DeviceMemoryView.Of(Status(Cpu, Gpu));

        Assert.DoesNotContain(devices[0].Parts, part => part.Key == "weights");
        Assert.Contains(devices[1].Parts, part => part.Key == "weights");
    }

    [Fact]
    public void Of_StillAddsUp_WhenMappedWeightsCountAsFree()
    {
        var empty = new DeviceMemory("CPU", "A processor", DeviceKind.Cpu, 8 * GiB, 8 * GiB);

        var device = Assert.Single(DeviceMemoryView.Of(Status(empty)));

        Assert.Equal(8 * GiB, device.Parts.Sum(part => part.Bytes));
        Assert.True(device.FreeBytes < 8 * GiB);
    }

    [Fact]
    public void Of_SplitsTheCacheByItsCells()
    {
        var parts = DeviceMemoryView.Of(Status(Gpu))[0].Parts.ToDictionary(part => part.Key, part => part.Bytes);
        var cache = FakeEngine.Model.Context.KvBytes;

        Assert.Equal(cache / 4, parts["kv-used"]);
        Assert.Equal(cache / 4, parts["kv-reserved"]);
        Assert.Equal(cache / 2, parts["kv-free"]);
    }

    [Theory]
    [InlineData(20, 2)]
    [InlineData(15, 1)]
    [InlineData(4, 1)]
    [InlineData(24, 0)]
    public void Of_StillAddsUpToTheDevice_WithALimitAndAReserve(int limitGiB, int reserveGiB)
    {
        var limits = new FixedLimit(new DeviceLimit(limitGiB * GiB, null, reserveGiB * GiB));

        var device = Assert.Single(DeviceMemoryView.Of([Status(Gpu)], limits));

        Assert.Equal(device.TotalBytes, device.Parts.Sum(part => part.Bytes));
        Assert.Equal(Math.Max(0, (limitGiB - reserveGiB - 14) * GiB), device.FreeBytes);
        Assert.Equal(limitGiB * GiB, device.LimitBytes);
    }

    [Fact]
    public void Of_ShowsADeviceOnce_WhenTwoEnginesShareIt()
    {
        var device = Assert.Single(DeviceMemoryView.Of([Status(Gpu), Status(Gpu) with { ModelPath = "/models/b.gguf" }], limits: null));

        Assert.Equal(2 * FakeEngine.Model.Info.SizeBytes, device.Parts.Single(part => part.Key == "weights").Bytes);
    }

    private sealed class FixedLimit(DeviceLimit limit) : IDeviceLimits
    {
        public DeviceLimit Find(string deviceName) => limit;
    }

    private static EngineStatus Status(params DeviceMemory[] devices) => new(
        "/models/a.gguf", EngineState.Ready, 1, 1, 0, null, FakeEngine.Model,
        new LoopActivity(4, 0, 4_096, 8_192, 16_384, 0, 0, 0), devices, GiB, DateTimeOffset.UnixEpoch);
}
