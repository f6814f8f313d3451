using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Testing;

namespace BatchGen.Engine.Tests.Admission;

/// <summary>What the desk asks of engines that are there, when a limit moves or the hours end.</summary>
public sealed class AdmissionReviewTests
{
    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Review_ReloadsABusyEngine_WhenTheLimitIsLowered()
    {
        using var test = new DeskUnderTest();
        var resident = test.Resident("a", LongAgo);
        resident.IsBusy = true;
        using var residency = await test.EnterAtOnceAsync(resident);

        test.Limits.Move(test.FullBytes - DeskUnderTest.MiB);
        await test.Desk.ReviewAsync(CancellationToken.None);

        Assert.Equal(LeaveReason.Reload, await residency.LeaveAsked.WaitAsync(Patience.Ceiling));
    }

    [Fact]
    public async Task Review_UnloadsTheIdleOneFirst_WhenTwoBreakTheLimit()
    {
        using var test = new DeskUnderTest();
        var worker = test.Resident("worker", LongAgo);
        worker.IsBusy = true;
        using var busy = await test.EnterAtOnceAsync(worker);
        using var idle = await test.EnterAtOnceAsync(test.Resident("idle", TimeSpan.Zero));

        test.Limits.Move(test.FullBytes + DeskUnderTest.MiB);
        await test.Desk.ReviewAsync(CancellationToken.None);

        Assert.Equal(LeaveReason.Unload, await idle.LeaveAsked.WaitAsync(Patience.Ceiling));
        Assert.False(busy.IsLeaving);
    }

    [Fact]
    public async Task UnloadIdle_LeavesThoseAtWork_AndSaysSo()
    {
        using var test = new DeskUnderTest();
        var worker = test.Resident("worker", LongAgo);
        worker.IsBusy = true;
        using var busy = await test.EnterAtOnceAsync(worker);
        using var idle = await test.EnterAtOnceAsync(test.Resident("idle", TimeSpan.Zero));

        Assert.False(test.Desk.UnloadIdle(TimeSpan.Zero));
        Assert.Equal(LeaveReason.Unload, await idle.LeaveAsked.WaitAsync(Patience.Ceiling));
        Assert.False(busy.IsLeaving);

        worker.IsBusy = false;
        worker.LastUsed = test.Time.GetUtcNow();
        Assert.False(test.Desk.UnloadIdle(TimeSpan.FromSeconds(1)));
        Assert.False(busy.IsLeaving);
        Assert.True(test.Desk.UnloadIdle(TimeSpan.Zero));
        Assert.Equal(LeaveReason.Unload, await busy.LeaveAsked.WaitAsync(Patience.Ceiling));
    }

    [Fact]
    public async Task UnloadIdle_LeavesThoseThatAreNotMeant()
    {
        using var test = new DeskUnderTest();
        using var other = await test.EnterAtOnceAsync(test.Resident("other", LongAgo));
        using var meant = await test.EnterAtOnceAsync(test.Resident("meant", LongAgo));

        Assert.True(test.Desk.UnloadIdle(TimeSpan.Zero, path => path == meant.Resident.ModelPath));

        Assert.True(meant.IsLeaving);
        Assert.False(other.IsLeaving);
    }

    [Fact]
    public async Task Review_LeavesAllAsTheyAre_WhenTheyFitTheNewLimit()
    {
        using var test = new DeskUnderTest();
        using var residency = await test.EnterAtOnceAsync(test.Resident("a", LongAgo));

        test.Limits.Move(test.FullBytes);
        await test.Desk.ReviewAsync(CancellationToken.None);

        Assert.False(residency.IsLeaving);
    }

    [Fact]
    public async Task Review_LetsASteppedDownEngineGrowBack_WhenTheLimitIsRaised()
    {
        using var test = new DeskUnderTest();
        test.Limits.Move((test.LeastBytes + test.FullBytes) / 2);
        using var residency = await test.EnterAtOnceAsync(test.Resident("a", LongAgo));

        test.Limits.Move(null);
        await test.Desk.ReviewAsync(CancellationToken.None);

        Assert.Equal(LeaveReason.Reload, await residency.LeaveAsked.WaitAsync(Patience.Ceiling));
    }

    [Fact]
    public async Task Review_PromisesTheRoomOnce_WhenTwoSteppedDownEnginesCouldGrow()
    {
        using var test = new DeskUnderTest();
        var half = (test.LeastBytes + test.FullBytes) / 2;
        test.Limits.Move(half);
        using var first = await test.EnterAtOnceAsync(test.Resident("first", TimeSpan.Zero));
        test.Limits.Move(2 * half);
        using var second = await test.EnterAtOnceAsync(test.Resident("second", TimeSpan.Zero));
        Assert.NotNull(first.Fit.Adjustment);
        Assert.NotNull(second.Fit.Adjustment);

        test.Limits.Move(half + test.FullBytes);
        await test.Desk.ReviewAsync(CancellationToken.None);

        Assert.True(first.IsLeaving ^ second.IsLeaving, "room for one of them was promised to both, or to none");
    }
}
