using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

public sealed class KvPoolTests
{
    [Theory]
    // Unified: one sequence may take all of it.
    [InlineData(1000, 1000, new int[0], 1000, true)]
    [InlineData(1000, 1000, new int[0], 1001, false)]
    [InlineData(1000, 1000, new[] { 400, 500 }, 100, true)]
    [InlineData(1000, 1000, new[] { 400, 500 }, 101, false)]
    // Per slot: free cells of other slots do not help.
    [InlineData(1000, 250, new int[0], 250, true)]
    [InlineData(1000, 250, new int[0], 251, false)]
    [InlineData(1000, 250, new[] { 250, 250, 250 }, 250, true)]
    public void CanReserve_SaysWhetherItFits_ForBothLayouts(int cells, int perSlot, int[] reserved, int wanted, bool expected)
    {
        var pool = Pool(cells, perSlot);
        foreach (int one in reserved)
            pool.Reserve(one);

        Assert.Equal(expected, pool.CanReserve(wanted));
    }

    [Fact]
    public void Reserve_Throws_WhenItDoesNotFit()
    {
        var pool = Pool(1000, 1000);
        pool.Reserve(600);

        Assert.Throws<InvalidOperationException>(() => pool.Reserve(401));
        Assert.Equal(600, pool.Reserved);
    }

    [Fact]
    public void Release_MakesRoomAgain_Always()
    {
        var pool = Pool(1000, 1000);
        pool.Reserve(1000);
        pool.Release(300);

        Assert.True(pool.CanReserve(300));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Release(701));
    }

    private static KvPool Pool(int cells, int perSlot) => new(new ContextInfo(cells, perSlot, 4, 512, 0, 0));
}
