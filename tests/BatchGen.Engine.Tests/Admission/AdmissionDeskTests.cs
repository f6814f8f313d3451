using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;

namespace BatchGen.Engine.Tests.Admission;

public sealed class AdmissionDeskTests
{
    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Enter_GivesTheWholeWish_WhenThereIsRoom()
    {
        using var test = new DeskUnderTest();

        using var residency = await test.EnterAtOnceAsync(test.Resident("a", LongAgo));

        Assert.Null(residency.Fit.Adjustment);
        Assert.Equal(test.Wish.Settings.Context, residency.Fit.Settings.Context);
    }

    [Fact]
    public async Task Enter_GivesEachSlotAContext_AndSaysWhenThereIsOnlyRoomToShare()
    {
        using var test = new DeskUnderTest(layout: null);
        test.Limits.Move(test.FullBytes * 3 / 2);

        using (var shared = await test.EnterAtOnceAsync(test.Resident("a", LongAgo)))
        {
            Assert.Equal((KvLayout.Unified, 65_536), (shared.Fit.Settings.Context.KvLayout, shared.Fit.Settings.Context.KvCells));
            Assert.Equal("Stepped down to fit: 65,536 KV cells instead of 262,144.", shared.Fit.Adjustment?.ToString());

            test.Limits.Move(null);
            await test.Desk.ReviewAsync(CancellationToken.None);
            Assert.True(shared.IsLeaving);
        }

        using var own = await test.EnterAtOnceAsync(test.Resident("a", LongAgo));
        Assert.Equal((KvLayout.PerSlot, 262_144), (own.Fit.Settings.Context.KvLayout, own.Fit.Settings.Context.KvCells));
        Assert.Null(own.Fit.Adjustment);
    }

    [Theory]
    [InlineData(0.75)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public async Task Enter_StepsDownAndSaysSo_WhenOnlyAPartFits(double share)
    {
        using var test = new DeskUnderTest();
        var limit = test.LeastBytes + (long)((test.FullBytes - test.LeastBytes) * share);
        test.Limits.Move(limit);

        using var residency = await test.EnterAtOnceAsync(test.Resident("a", LongAgo));

        Assert.InRange(residency.Fit.Plan.OwnBytes, limit - DeskUnderTest.MiB, limit);
        Assert.InRange(residency.Fit.Settings.Context.KvCells, test.Wish.LeastCells, test.Wish.Settings.Context.KvCells - 1);
        Assert.Contains("KV cells instead of", residency.Fit.Adjustment?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_WaitsWithTheReason_UntilTheLimitIsRaised()
    {
        using var test = new DeskUnderTest();
        test.Limits.Move(test.LeastBytes - DeskUnderTest.MiB);

        var entering = test.EnterAsync(test.Resident("a", LongAgo));
        var reason = await test.ReasonAsync(entering, "free under the limit").WaitAsync(Patience.Ceiling);
        Assert.Matches(@"^waiting: needs \d+ MiB on CPU, \d+ MiB free under the limit$", reason);

        test.Limits.Move(test.FullBytes);
        await test.Desk.ReviewAsync(CancellationToken.None);
        using var residency = await entering.WaitAsync(Patience.Ceiling);
        Assert.Null(residency.Fit.Adjustment);
    }

    [Fact]
    public async Task Enter_CountsOtherPrograms_WhenTheyTakeTheRoom()
    {
        using var test = new DeskUnderTest();
        test.Survey.OtherBytes = 8L << 30;
        test.Limits.Move((8L << 30) + test.LeastBytes - DeskUnderTest.MiB);

        var entering = test.EnterAsync(test.Resident("a", LongAgo));

        await test.ReasonAsync(entering, "free under the limit").WaitAsync(Patience.Ceiling);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public async Task Enter_CountsAnEngineThatLoadsOnce_HoweverFarItGot(double share)
    {
        using var test = new DeskUnderTest();
        test.Survey.OtherBytes = 8L << 30;
        test.Limits.Move((8L << 30) + (2 * test.FullBytes));
        using var loading = await test.EnterAsync(test.Resident("loads", TimeSpan.Zero)).WaitAsync(Patience.Ceiling);
        test.Survey.OtherBytes += (long)(share * loading.BytesSeenAsUsed(FakeSurvey.Device));

        using var second = await test.EnterAsync(test.Resident("a", LongAgo)).WaitAsync(Patience.Ceiling);
        await test.Desk.ReviewAsync(CancellationToken.None);

        Assert.Null(second.Fit.Adjustment);
        Assert.False(loading.IsLeaving || second.IsLeaving);
    }

    [Fact]
    public async Task Enter_CountsOtherPrograms_WhenTheyTakeMoreThanWhatLoadsCan()
    {
        using var test = new DeskUnderTest();
        test.Limits.Move(2 * test.FullBytes);
        using var loading = await test.EnterAsync(test.Resident("loads", TimeSpan.Zero)).WaitAsync(Patience.Ceiling);
        test.Survey.OtherBytes = loading.BytesSeenAsUsed(FakeSurvey.Device) + test.FullBytes;

        var entering = test.EnterAsync(test.Resident("a", LongAgo));

        await test.ReasonAsync(entering, "free under the limit").WaitAsync(Patience.Ceiling);
    }

    [Fact]
    public async Task Enter_Refuses_WhenTheEmptyMachineIsTooSmall()
    {
        using var test = new DeskUnderTest(machineBytes: 32 * DeskUnderTest.MiB);

        var failure = await Assert.ThrowsAsync<EngineException>(() => test.EnterAsync(test.Resident("a", LongAgo)).WaitAsync(Patience.Ceiling));

        Assert.Equal("model_does_not_fit", failure.Code);
    }

    [Fact]
    public async Task Enter_MakesTheLeastRecentlyUsedLeave_WhenIdleOnesTakeTheRoom()
    {
        using var test = new DeskUnderTest();
        test.Limits.Move((2 * test.FullBytes) + DeskUnderTest.MiB);
        using var older = await test.EnterAtOnceAsync(test.Resident("older", LongAgo));
        using var newer = await test.EnterAtOnceAsync(test.Resident("newer", LongAgo / 2));

        var entering = test.EnterAsync(test.Resident("wanted", TimeSpan.Zero));

        Assert.Equal(LeaveReason.Unload, await older.LeaveAsked.WaitAsync(Patience.Ceiling));
        Assert.False(newer.IsLeaving);
        older.Dispose();
        using var wanted = await entering.WaitAsync(Patience.Ceiling);
        Assert.Null(wanted.Fit.Adjustment);
    }

    [Theory]
    [InlineData(true, 600)]
    [InlineData(false, 29)]
    public async Task Enter_LeavesItAlone_WhenItWorksOrWorkedAMomentAgo(bool isBusy, int idleSeconds)
    {
        using var test = new DeskUnderTest();
        test.Limits.Move(test.FullBytes + DeskUnderTest.MiB);
        var resident = test.Resident("there", TimeSpan.FromSeconds(idleSeconds));
        resident.IsBusy = isBusy;
        using var there = await test.EnterAtOnceAsync(resident);

        var entering = test.EnterAsync(test.Resident("wanted", TimeSpan.Zero));
        await test.ReasonAsync(entering, "free under the limit").WaitAsync(Patience.Ceiling);
        Assert.False(there.IsLeaving);

        // Hysteresis ends when the work is over and a while has passed.
        resident.IsBusy = false;
        test.Time.Advance(TimeSpan.FromSeconds(31));
        await test.Desk.ReviewAsync(CancellationToken.None);
        Assert.Equal(LeaveReason.Unload, await there.LeaveAsked.WaitAsync(Patience.Ceiling));
    }

    [Fact]
    public async Task Enter_GoesByTheSimulation_WhenItSaysMoreThanTheFormula()
    {
        using var test = new DeskUnderTest();
        var more = (test.FullBytes - test.LeastBytes) / 4;
        test.DryRun.Answer = request => [new DeviceAllocation(FakeSurvey.Device, null, null, Compute(PlanSettings.For(request.Context, 0)) + more)];
        test.Limits.Move(test.FullBytes);

        using var residency = await test.EnterAtOnceAsync(test.Resident("a", LongAgo));

        Assert.Equal(Compute(residency.Fit.Plan.Settings) + more, residency.Fit.Plan.Devices[0].ComputeBytes);
        Assert.InRange(residency.Fit.Plan.OwnBytes, 1, test.FullBytes);
        Assert.Contains("Stepped down", residency.Fit.Adjustment?.ToString(), StringComparison.Ordinal);

        long Compute(PlanSettings settings) => ComputeBuffer.Bytes(test.Wish.Shape, settings);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Enter_StepsDown_WhenTheSimulationSaysManyTimesTheFormula(int times)
    {
        using var test = new DeskUnderTest();
        test.DryRun.Answer = request => [new DeviceAllocation(FakeSurvey.Device, null, null, times * Compute(PlanSettings.For(request.Context, 0)))];
        test.Limits.Move(test.FullBytes);

        using var residency = await test.EnterAtOnceAsync(test.Resident("a", LongAgo));

        Assert.InRange(residency.Fit.Plan.OwnBytes, test.FullBytes / 2, test.FullBytes);
        Assert.Contains("Stepped down", residency.Fit.Adjustment?.ToString(), StringComparison.Ordinal);

        long Compute(PlanSettings settings) => ComputeBuffer.Bytes(test.Wish.Shape, settings);
    }

    [Fact]
    public async Task Enter_AsksTheSimulationOnce_WhenTheSameWishComesAgain()
    {
        using var test = new DeskUnderTest();
        test.DryRun.Answer = _ => [new DeviceAllocation(FakeSurvey.Device, 0, 1, 1)];

        (await test.EnterAtOnceAsync(test.Resident("a", LongAgo))).Dispose();
        using var again = await test.EnterAtOnceAsync(test.Resident("a", LongAgo));

        Assert.Equal(1, test.DryRun.Asked);
    }

    [Fact]
    public async Task Leave_LetsASteppedDownEngineGrowBack_WhenNobodyWaits()
    {
        using var test = new DeskUnderTest();
        test.Limits.Move(test.FullBytes + ((test.LeastBytes + test.FullBytes) / 2));
        var whole = await test.EnterAtOnceAsync(test.Resident("whole", TimeSpan.Zero));
        using var smaller = await test.EnterAtOnceAsync(test.Resident("smaller", TimeSpan.Zero));
        Assert.NotNull(smaller.Fit.Adjustment);

        whole.AskToLeave(LeaveReason.Unload);
        whole.Dispose();

        Assert.Equal(LeaveReason.Reload, await smaller.LeaveAsked.WaitAsync(Patience.Ceiling));
    }

    [Fact]
    public async Task Leave_KeepsTheRoom_WhenTheOneThatLeftComesBackAtOnce()
    {
        using var test = new DeskUnderTest();
        test.Limits.Move(test.FullBytes + ((test.LeastBytes + test.FullBytes) / 2));
        var whole = await test.EnterAtOnceAsync(test.Resident("whole", TimeSpan.Zero));
        using var smaller = await test.EnterAtOnceAsync(test.Resident("smaller", TimeSpan.Zero));

        whole.AskToLeave(LeaveReason.Reload);
        whole.Dispose();
        using var back = await test.EnterAtOnceAsync(test.Resident("whole", TimeSpan.Zero));

        Assert.False(smaller.IsLeaving);
        Assert.Null(back.Fit.Adjustment);
    }
}
