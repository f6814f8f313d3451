using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Models;

/// <summary>What is simulated is what is allocated.</summary>
public abstract class DryRunContract(RuntimeUnderTest runtime)
{
    [Theory]
    [InlineData(512, 1, KvType.F16, KvLayout.Unified, true)]
    [InlineData(4096, 8, KvType.F16, KvLayout.Unified, false)]
    [InlineData(4096, 8, KvType.Q8_0, KvLayout.Unified, true)]
    [InlineData(1000, 7, KvType.F16, KvLayout.PerSlot, true)]
    [InlineData(8192, 2, KvType.F32, KvLayout.PerSlot, false)]
    [InlineData(2048, 32, KvType.Q4_0, KvLayout.Unified, true)]
    public void Measure_SaysToTheByte_WhatARealContextTakes(int cells, int slots, KvType type, KvLayout layout, bool flashAttention)
    {
        var settings = new ContextSettings(cells, slots, KvType: type, KvLayout: layout, FlashAttention: flashAttention);
        using var model = runtime.Instance.LoadForDryRun(new ModelLoadRequest(RandomModel.PathOf(new RandomModelShape()), GpuLayers: 0));

        var simulated = model.Measure(settings);

        using var real = (RuntimeContext)runtime.SharedModel.CreateContext(settings);
        var allocated = real.ReadAllocations();
        Assert.Equal(allocated.Select(one => one.Device), simulated.Select(one => one.Device));
        Assert.Equal(allocated.Select(one => one.KvBytes), simulated.Select(one => one.KvBytes));
        Assert.Equal(allocated.Select(one => one.ComputeBytes), simulated.Select(one => one.ComputeBytes));
        Assert.InRange(simulated.Sum(one => one.ComputeBytes), 1, long.MaxValue);
    }

    [Fact]
    public void Measure_CountsTheWeights_OnceForEveryTensor()
    {
        using var model = runtime.Instance.LoadForDryRun(new ModelLoadRequest(RandomModel.PathOf(new RandomModelShape()), GpuLayers: 0));

        var simulated = model.Measure(new ContextSettings(512, 1));

        Assert.Equal(runtime.SharedModel.Info.SizeBytes, simulated.Sum(one => one.WeightsBytes));
    }

    [Fact]
    public void Measure_AnswersAgainAndAgain_WithoutLoadingAnew()
    {
        using var model = runtime.Instance.LoadForDryRun(new ModelLoadRequest(RandomModel.PathOf(new RandomModelShape()), GpuLayers: 0));

        var first = model.Measure(new ContextSettings(512, 1));
        model.Measure(new ContextSettings(8192, 16));

        Assert.Equal(first, model.Measure(new ContextSettings(512, 1)));
    }

    [Fact]
    public void Load_SaysWhichFile_WhenThereIsNone()
    {
        var refusal = Assert.Throws<RuntimeException>(() => runtime.Instance.LoadForDryRun(new ModelLoadRequest("/nowhere/absent.gguf", GpuLayers: 0)));

        Assert.Equal("model_not_found", refusal.Code);
    }
}
