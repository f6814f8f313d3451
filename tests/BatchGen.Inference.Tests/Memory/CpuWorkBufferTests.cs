using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using static BatchGen.Inference.Tests.Memory.Devices;

namespace BatchGen.Inference.Tests.Memory;

public sealed class CpuWorkBufferTests
{
    [Theory]
    [InlineData(true, KvType.F16, 0)]
    [InlineData(false, KvType.F32, 0)]
    [InlineData(false, KvType.F16, 2L * 32 * 4096 * 512)]
    public void Bytes_AreEveryScoreIn16Bit_WithoutFlashAttentionOnly(bool flashAttention, KvType type, long bytes) =>
        Assert.Equal(bytes, CpuWorkBuffer.Bytes(TestShapes.CodeGeeX4, new PlanSettings(4096, FlashAttention: flashAttention).WithKvType(type)));

    [Theory]
    [InlineData(0, 2L * 32 * 4096 * 512)]
    [InlineData(-1, 0)]
    public void Plan_CountsItOnTheCpu_WhereTheCpuComputes(int gpuLayers, long bytes)
    {
        var settings = new PlanSettings(4096, FlashAttention: false, GpuLayers: gpuLayers);

        var without = Overhead(settings with { FlashAttention = true });

        Assert.Equal(bytes, Overhead(settings) - without);
    }

    private static long Overhead(PlanSettings settings) =>
        MemoryPlanner.Plan(TestShapes.CodeGeeX4, settings, [Gpu(48), Cpu(64)]).Devices[1].OverheadBytes;
}
