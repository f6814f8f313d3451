using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Tests.Memory;

public sealed class KvCacheTests
{
    [Theory]
    [InlineData(4096, 1, KvLayout.Unified, 4096, 1)]
    [InlineData(1000, 7, KvLayout.Unified, 1024, 1)]
    [InlineData(1000, 7, KvLayout.PerSlot, 256, 7)]
    [InlineData(10_000, 3, KvLayout.PerSlot, 3584, 3)]
    [InlineData(16_384, 16, KvLayout.PerSlot, 1024, 16)]
    [InlineData(1, 256, KvLayout.PerSlot, 256, 256)]
    public void Of_RoundsLikeLlamaCpp(int cells, int slots, KvLayout layout, long perStream, int streams) =>
        Assert.Equal(new KvCache(perStream, streams), KvCache.Of(new PlanSettings(cells, slots, layout, KvCells: cells)));

    [Theory]
    [InlineData(2048, KvType.F16, 80.0)]
    [InlineData(4096, KvType.F16, 160.0)]
    [InlineData(32_768, KvType.F16, 1280.0)]
    [InlineData(131_072, KvType.F16, 5120.0)]
    [InlineData(131_072, KvType.F32, 10_240.0)]
    [InlineData(131_072, KvType.Q8_0, 2720.0)]
    [InlineData(131_072, KvType.Q4_0, 1440.0)]
    public void Bytes_AreFortyKibibytesATokenInF16_ForCodeGeeX4(int context, KvType type, double mebibytes)
    {
        var settings = new PlanSettings(context).WithKvType(type);

        Assert.Equal(mebibytes * (1 << 20), KvCache.Bytes(TestShapes.CodeGeeX4, settings));
    }
}
