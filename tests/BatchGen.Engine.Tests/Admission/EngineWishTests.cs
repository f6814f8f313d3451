using BatchGen.Engine.Admission;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Engine.Tests.Admission;

public sealed class EngineWishTests
{
    private const long GiB = 1L << 30;

    private static readonly string ModelPath = RandomModel.PathOf(new RandomModelShape(Layers: 8));

    [Theory]
    [InlineData(0, "CUDA0 CPU")]
    [InlineData(1, "CUDA1 CPU")]
    [InlineData(2, "CPU")]
    public void DevicesAmong_LeavesOneGpu_WhenTheModelIsPinned(int gpu, string expected)
    {
        var options = new EngineOptions { ModelGpus = new Dictionary<string, int> { [Path.GetFileNameWithoutExtension(ModelPath)] = gpu } };

        var devices = EngineWishes.Read(ModelPath, options, EngineChoice.Standard).DevicesAmong(Machine(24 * GiB));

        Assert.Equal(expected, string.Join(' ', devices.Select(device => device.Device.Name)));
    }

    [Fact]
    public void DevicesAmong_KeepsAll_WhenTheModelIsDivided() =>
        Assert.Equal(3, EngineWishes.Read(ModelPath, new EngineOptions(), EngineChoice.Standard).DevicesAmong(Machine(24 * GiB)).Count);

    [Fact]
    public void On_TakesAsManyLayersAsFit_WhenTheyWereLeftToUs()
    {
        var wish = EngineWishes.Read(ModelPath, new EngineOptions { Slots = 1 }, new EngineChoice(GpuLayers: GpuLayerChoice.Auto));
        var all = wish.On(Machine(24 * GiB));
        // The driver's context takes 512 MiB of each card; a little more leaves room for some layers.
        var some = wish.On(Machine(RuntimeOverhead.Default.GpuContextBytes + PlanOnCard(wish, all) / 2));

        Assert.Equal(wish.Shape.PlaceableLayerCount, all.Settings.Model.GpuLayers);
        Assert.InRange(some.Settings.Model.GpuLayers, 0, wish.Shape.PlaceableLayerCount - 1);
        Assert.Same(wish, wish.On([Machine(GiB)[^1]]));
    }

    private static long PlanOnCard(EngineWish wish, EngineWish all) =>
        MemoryPlanner.Plan(wish.Shape, all.Plan, Machine(24 * GiB)).Devices[0].TotalBytes - RuntimeOverhead.Default.GpuContextBytes;

    private static IReadOnlyList<DeviceBudget> Machine(long cardBytes) =>
    [
        Budget("CUDA0", DeviceKind.Gpu, cardBytes),
        Budget("CUDA1", DeviceKind.Gpu, cardBytes),
        Budget("CPU", DeviceKind.Cpu, 64 * GiB),
    ];

    private static DeviceBudget Budget(string name, DeviceKind kind, long bytes) => new(new DeviceMemory(name, "", kind, bytes, bytes), bytes, 0);
}
