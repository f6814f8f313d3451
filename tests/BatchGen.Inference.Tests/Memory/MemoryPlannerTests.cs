using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Headers;
using static BatchGen.Inference.Tests.Memory.Devices;

namespace BatchGen.Inference.Tests.Memory;

public sealed class MemoryPlannerTests
{
    private static readonly ModelShape CodeGeeX4 = TestShapes.CodeGeeX4;
    private static readonly RuntimeOverhead None = new(0, 0, 0, 0, 0);

    [Fact]
    public void Plan_AddsUpThePartsOnOneCpu()
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(32_768, MicroStepTokens: 512), [Cpu(32, others: 2)]);

        var cpu = Assert.Single(plan.Devices);
        Assert.Equal(9_988_964_352, cpu.WeightsBytes);
        Assert.Equal(32_768L * 40 * 1024, cpu.KvBytes);
        Assert.Equal(ComputeBuffer.Bytes(CodeGeeX4, plan.Settings), cpu.ComputeBytes);
        Assert.Equal(4 * 151_552, cpu.OutputBytes);
        Assert.Equal(2 * GiB, cpu.OtherBytes);
        Assert.Equal(cpu.LimitBytes - cpu.TotalBytes, cpu.HeadroomBytes);
        Assert.Equal(PlanVerdict.Fits, plan.Verdict);
        Assert.Equal(PlanAccuracy.Exact, plan.Accuracy);
        Assert.Equal(131_072, plan.LargestContextTokens);
        Assert.Null(plan.Remedy);
    }

    [Theory]
    [InlineData(1.0, 0, PlanVerdict.Fits)]
    [InlineData(1.0, 1, PlanVerdict.Tight)]
    [InlineData(0.0, 0, PlanVerdict.Tight)]
    [InlineData(0.0, 1, PlanVerdict.DoesNotFit)]
    public void Verdict_FollowsTheHeadroom_ToTheByte(double comforts, long bytesLess, PlanVerdict verdict)
    {
        var needed = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096), [Cpu(64)], None).OwnBytes;
        var device = Cpu(64).Device;
        // 5 % of this limit are more than 512 MiB, so the comfort is 512 MiB.
        var limit = needed + (long)(comforts * (512L << 20)) - bytesLess;

        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096), [new DeviceBudget(device, limit, 0)], None);

        Assert.Equal(verdict, plan.Verdict);
        Assert.Equal(verdict == PlanVerdict.Fits, plan.Remedies.IsEmpty);
    }

    [Theory]
    [InlineData(-1, 41)]
    [InlineData(100, 41)]
    [InlineData(41, 41)]
    [InlineData(27, 27)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void Plan_PlacesLayersAsLlamaCppDoes_WhenThereIsAGpu(int gpuLayers, int placed)
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096, GpuLayers: gpuLayers), [Gpu(24), Cpu(64)]);

        Assert.Equal(placed, plan.Devices[0].PlacedLayers);
        Assert.Equal(41 - placed, plan.Devices[1].PlacedLayers);
        Assert.Equal(CodeGeeX4.WeightBytes, plan.Devices.Sum(device => device.WeightsBytes));
        Assert.Equal(4096L * 40 * 1024, plan.Devices.Sum(device => device.KvBytes));
        Assert.Equal(4096L * 1024 * Math.Max(0, placed - 1), plan.Devices[0].KvBytes);
        Assert.Equal(placed > 0, plan.Devices[0].ComputeBytes > 0);
        Assert.True(plan.Devices[1].WeightsBytes >= CodeGeeX4.InputBytes);
        Assert.Equal(PlanAccuracy.Estimate, plan.Accuracy);
    }

    [Fact]
    public void Plan_KeepsTheCellsOnTheCpu_WhenAskedTo()
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096, KvOnGpu: false), [Gpu(24), Cpu(64)]);

        Assert.Equal(0, plan.Devices[0].KvBytes);
        Assert.Equal(4096L * 40 * 1024, plan.Devices[1].KvBytes);
    }

    [Fact]
    public void Plan_CountsATiedEmbeddingTwice_WhenTheOutputIsOnAGpu()
    {
        var shape = TestShapes.Of(ModelHeader.Qwen3_4B);

        var plan = MemoryPlanner.Plan(shape, new PlanSettings(4096), [Gpu(24), Cpu(64)]);

        Assert.Equal(shape.WeightBytes + shape.InputBytes, plan.Devices.Sum(device => device.WeightsBytes));
    }

    [Fact]
    public void Plan_DividesLayersByFreeMemory_BetweenTwoGpus()
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096), [Gpu(24), Gpu(8, name: "CUDA1"), Cpu(64)]);

        Assert.Equal([31, 10, 0], plan.Devices.Select(device => device.PlacedLayers));
    }

    [Fact]
    public void Plan_UsesAnIntegratedGpu_OnlyWhereThereIsNoCard()
    {
        var settings = new PlanSettings(4096);

        var alone = MemoryPlanner.Plan(CodeGeeX4, settings, [IntegratedGpu(32), Cpu(64)]);
        var beside = MemoryPlanner.Plan(CodeGeeX4, settings, [Gpu(24), IntegratedGpu(32), Cpu(64)]);

        Assert.Equal([41, 0], alone.Devices.Select(device => device.PlacedLayers));
        Assert.Equal([41, 0, 0], beside.Devices.Select(device => device.PlacedLayers));
    }

    [Fact]
    public void WithDryRun_PutsLlamaCppsNumbersInPlace_AndJudgesAgain()
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096), [Gpu(12), Cpu(64)]);

        var refined = plan.WithDryRun([new DeviceDryRun("CUDA0", 1, 2, 20 * GiB)]);

        Assert.Equal(PlanVerdict.Fits, plan.Verdict);
        Assert.Equal(PlanVerdict.DoesNotFit, refined.Verdict);
        Assert.Equal(20 * GiB, refined.Devices[0].ComputeBytes);
        Assert.Equal(plan.Devices[1], refined.Devices[1]);
        Assert.Equal(PlanAccuracy.Exact, refined.Accuracy);
    }

    [Fact]
    public void Plan_SaysWhatHelps_WhenTheContextIsTooLong()
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(131_072), [Cpu(12)]);

        Assert.Equal(PlanVerdict.DoesNotFit, plan.Verdict);
        Assert.InRange(plan.LargestContextTokens, 60_000, 65_000);
        Assert.Equal(RemedyKind.SmallerContext, plan.Remedies[0].Kind);
        Assert.StartsWith("Largest context that fits: ", plan.Remedy, StringComparison.Ordinal);
        Assert.Contains("8-bit KV saves 2.3 GiB.", plan.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_SaysHowManyLayersFit_WhenTheGpuIsSmall()
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096), [Gpu(8), Cpu(64)]);

        var remedy = plan.Remedies.Single(remedy => remedy.Kind == RemedyKind.FewerGpuLayers);
        Assert.True(remedy.Fits);
        Assert.Equal($"{remedy.Settings.GpuLayers} of 41 layers fit on the GPU; the rest on the CPU is slower.", remedy.Sentence);
        Assert.InRange(remedy.Settings.GpuLayers, 20, 35);
        Assert.NotEqual(PlanVerdict.DoesNotFit, MemoryPlanner.Plan(CodeGeeX4, remedy.Settings, [Gpu(8), Cpu(64)]).Verdict);
    }

    [Fact]
    public void Plan_SaysHowManySlotsFit_WhenThereAreTooMany()
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(32_768, Slots: 8), [Cpu(14)]);

        var remedy = plan.Remedies.Single(remedy => remedy.Kind == RemedyKind.FewerSlots);
        Assert.Equal($"{remedy.Settings.Slots} of 8 slots fit.", remedy.Sentence);
        Assert.True(remedy.Fits);
    }

    [Fact]
    public void Plan_OffersFlashAttention_WhenItIsOff()
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(131_072, FlashAttention: false), [Cpu(18)]);

        var remedy = plan.Remedies.Single(remedy => remedy.Kind == RemedyKind.FlashAttention);
        Assert.True(remedy.Fits);
        Assert.InRange(remedy.SavedBytes, 12 * GiB, 13 * GiB);
    }

    [Fact]
    public void Plan_SaysThatNoSettingHelps_WhenTheWeightsAloneAreTooLarge()
    {
        var plan = MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096), [Cpu(6)]);

        Assert.Equal(0, plan.LargestContextTokens);
        Assert.Equal(RemedyKind.SmallerModel, plan.Remedies[0].Kind);
        Assert.Contains("the weights there take 9.3 GiB", plan.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(33)]
    public void Plan_RefusesALimit_OutsideTheDevice(long gibibytes)
    {
        var budget = Cpu(32) with { LimitBytes = gibibytes * GiB };

        var error = Assert.Throws<PlanException>(() => MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096), [budget]));

        Assert.Equal(PlanErrorCodes.LimitOutOfRange, error.Code);
        Assert.Contains("0 to 34359738368", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_RefusesDevices_WithoutACpu() =>
        Assert.Equal(
            PlanErrorCodes.NoCpu,
            Assert.Throws<PlanException>(() => MemoryPlanner.Plan(CodeGeeX4, new PlanSettings(4096), [Gpu(24)])).Code);
}
