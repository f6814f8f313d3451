using BatchGen.Inference.Memory;
using BatchGen.Inference.Sizing;
using static BatchGen.Inference.Tests.Memory.Devices;

namespace BatchGen.Inference.Tests.Memory;

public sealed class SlotFitTests
{
    private static readonly PlanSettings Usual = new(4096, Slots: SlotFit.Usual, OutputsMax: SlotFit.Usual + 48, PoolShare: 0.25);

    [Theory]
    // CodeGeeX4-9B: 6.25 GB of weights, and 16 slots more are 16,384 cells of 40 KiB.
    [InlineData(80, 128)]
    [InlineData(16, 64)]
    [InlineData(8, 16)]
    public void Paying_GrowsOnACard_UntilHalfOfTheRoomIsTaken(double gibibytes, int slots) =>
        Assert.Equal(slots, Paying(null, Gpu(gibibytes), Cpu(64)));

    [Fact]
    public void Paying_IsTheUsual_WhereARowIsDear() => Assert.Equal(SlotFit.Usual, Paying(null, Cpu(64)));

    [Theory]
    [InlineData(0.5, 16)]
    [InlineData(0.05, 64)]
    [InlineData(0.001, 256)]
    public void Paying_FollowsWhatARowWasMeasuredToCost(double row, int slots) =>
        Assert.Equal(slots, Paying(new MeasuredSteps(10, row, Cell: 1e-9), Gpu(640), Cpu(64)));

    [Fact]
    public void Paying_LooksAtTheLayoutThatThereIsRoomFor()
    {
        // A pool that every row looks through grows with its slots; cells of each slot do not.
        var measured = new MeasuredSteps(10, Row: 0.01, Cell: 1e-5);

        Assert.Equal(SlotFit.Usual, Paying(measured, isLayoutFree: false, Cpu(2000)));
        Assert.Equal(256, Paying(measured, isLayoutFree: true, Cpu(2000)));
    }

    [Fact]
    public void With_KeepsTheRowsOfDrafts_AndTheShareOfTheCells()
    {
        var more = SlotFit.With(Usual, 64);

        Assert.Equal((64, 64 + 48, 65_536), (more.Slots, more.OutputsMax, more.RequestedCells));
    }

    private static int Paying(MeasuredSteps? measured, params DeviceBudget[] budgets) => Paying(measured, isLayoutFree: true, budgets);

    private static int Paying(MeasuredSteps? measured, bool isLayoutFree, params DeviceBudget[] budgets) =>
        SlotFit.Paying(TestShapes.CodeGeeX4, Usual, isLayoutFree, budgets, RuntimeOverhead.Default, measured);
}
