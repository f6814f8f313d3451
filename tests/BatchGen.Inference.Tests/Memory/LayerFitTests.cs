using BatchGen.Inference.Memory;
using static BatchGen.Inference.Tests.Memory.Devices;

namespace BatchGen.Inference.Tests.Memory;

public sealed class LayerFitTests
{
    [Theory]
    [InlineData(24, 41)]
    [InlineData(8, null)]
    [InlineData(1, 0)]
    public void Largest_IsTheMostLayersThatFit(double gibibytes, int? expected)
    {
        DeviceBudget[] budgets = [Gpu(gibibytes), Cpu(64)];
        var settings = new PlanSettings(4096);

        var layers = LayerFit.Largest(TestShapes.CodeGeeX4, settings, budgets, RuntimeOverhead.Default);

        Assert.Equal(expected ?? layers, layers);
        Assert.True(GpuFits(layers));
        Assert.True(layers == 41 || !GpuFits(layers + 1));

        bool GpuFits(int count) =>
            DeviceSheet.Of(TestShapes.CodeGeeX4, settings with { GpuLayers = count }, budgets, RuntimeOverhead.Default)[0].Verdict != PlanVerdict.DoesNotFit;
    }

    [Fact]
    public void Largest_IsNone_WithoutAGpu() =>
        Assert.Equal(0, LayerFit.Largest(TestShapes.CodeGeeX4, new PlanSettings(4096), [Cpu(64)], RuntimeOverhead.Default));
}
