using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sizing;
using static BatchGen.Inference.Tests.Memory.Devices;

namespace BatchGen.Inference.Tests.Memory;

public sealed class LayoutFitTests
{
    private static readonly PlanSettings Pooled = new(4096, Slots: 16, PoolShare: 0.25);

    [Theory]
    // 16 × 4,096 cells of 40 KiB are 2.5 GiB; a quarter of them is what the pool has.
    [InlineData(24, KvLayout.PerSlot, 65_536)]
    [InlineData(8, KvLayout.Unified, 16_384)]
    public void Cheapest_GivesEachSlotAWholeContext_WhereHalfOfTheRoomIsLeft(double gibibytes, KvLayout layout, long cells)
    {
        var settings = Cheapest(Pooled, Cpu(gibibytes));

        Assert.Equal((layout, cells), (settings.Layout, settings.RequestedCells));
    }

    [Fact]
    public void Cheapest_IsOnePool_WhereAKernelReadsTheCacheForManyRowsAtOnce() =>
        Assert.Same(Pooled, Cheapest(Pooled, Gpu(80), Cpu(64)));

    [Fact]
    public void Cheapest_IsOnePool_WhenThereIsOneSlot()
    {
        var one = Pooled with { Slots = 1 };

        Assert.Same(one, Cheapest(one, Cpu(64)));
    }

    [Fact]
    public void LargestContext_IsTheSame_WhateverLayoutThereIsRoomFor()
    {
        DeviceBudget[] budgets = [Cpu(24)];
        var parts = Cheapest(Pooled, budgets);

        Assert.Equal(
            ContextFit.Largest(TestShapes.CodeGeeX4, Pooled, budgets, RuntimeOverhead.Default),
            ContextFit.Largest(TestShapes.CodeGeeX4, parts, budgets, RuntimeOverhead.Default));
    }

    [Fact]
    public void Cheapest_IsCellsOfEachSlot_WhereTheMeasuredCellsAreDear() =>
        Assert.Equal(
            KvLayout.PerSlot,
            LayoutFit.Cheapest(TestShapes.CodeGeeX4, Pooled, [Gpu(80), Cpu(64)], RuntimeOverhead.Default, new MeasuredSteps(10, Row: 0.01, Cell: 1e-4)).Layout);

    private static PlanSettings Cheapest(PlanSettings settings, params DeviceBudget[] budgets) =>
        LayoutFit.Cheapest(TestShapes.CodeGeeX4, settings, budgets, RuntimeOverhead.Default);
}
