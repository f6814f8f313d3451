using BatchGen.Engine.Admission;
using BatchGen.Testing;

namespace BatchGen.Engine.Tests.Admission;

/// <summary>An engine whose plan fitted and whose devices then gave less.</summary>
public sealed class MemoryShortagesTests
{
    private const string Sentence = "cudaMalloc failed: out of memory.";
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Enter_GivesLessAtOnce_WhenMemoryRanOutForTheFirstTime()
    {
        using var test = new DeskUnderTest();
        var resident = test.Resident("a", TimeSpan.Zero);
        var refused = await RunShortAsync(test, resident);

        using var again = await test.EnterAtOnceAsync(resident);

        Assert.InRange(again.Fit.Settings.Context.KvCells, test.Wish.LeastCells, refused.Fit.Settings.Context.KvCells - 1);
        Assert.Contains("Stepped down", again.Fit.Adjustment?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_WaitsWithWhatTheEngineSaid_WhenMemoryRanOutAgain()
    {
        using var test = new DeskUnderTest();
        var resident = test.Resident("a", TimeSpan.Zero);
        await RunShortAsync(test, resident);
        await RunShortAsync(test, resident);

        var entering = test.EnterAsync(resident);
        var reason = await test.ReasonAsync(entering, "waiting").WaitAsync(Patience.Ceiling);

        Assert.Equal($"waiting: memory ran out 2 times, tried again 5 s after the last. {Sentence}", reason);
        test.Time.Advance(TimeSpan.FromSeconds(5));
        (await entering.WaitAsync(Patience.Ceiling)).Dispose();
    }

    [Fact]
    public async Task Enter_EndsAtTheLeast_HoweverOftenMemoryRunsOut()
    {
        using var test = new DeskUnderTest();
        var resident = test.Resident("a", TimeSpan.Zero);
        var cells = new List<int>();
        for (var time = 0; time < 24; time++)
        {
            cells.Add((await RunShortAsync(test, resident)).Fit.Settings.Context.KvCells);
            test.Time.Advance(LongEnough);
        }

        Assert.Equal(cells.OrderDescending(), cells);
        Assert.InRange(cells[^1], test.Wish.LeastCells, test.Wish.LeastCells * 11 / 10);
    }

    [Fact]
    public async Task Enter_GivesTheWholeWishAgain_WhenItWasLongAgo()
    {
        using var test = new DeskUnderTest();
        var resident = test.Resident("a", TimeSpan.Zero);
        await RunShortAsync(test, resident);

        test.Time.Advance(TimeSpan.FromMinutes(10));

        using var again = await test.EnterAtOnceAsync(resident);
        Assert.Null(again.Fit.Adjustment);
    }

    [Fact]
    public async Task Enter_LeavesOtherModelsAlone_WhenOneRanOut()
    {
        using var test = new DeskUnderTest();
        await RunShortAsync(test, test.Resident("a", TimeSpan.Zero));

        using var other = await test.EnterAtOnceAsync(test.Resident("b", TimeSpan.Zero));

        Assert.Null(other.Fit.Adjustment);
    }

    [Fact]
    public async Task Review_DoesNotGrowIt_WhileItsShortageIsRemembered()
    {
        using var test = new DeskUnderTest();
        var resident = test.Resident("a", TimeSpan.Zero);
        await RunShortAsync(test, resident);
        using var smaller = await test.EnterAtOnceAsync(resident);

        await test.Desk.ReviewAsync(CancellationToken.None);
        Assert.False(smaller.IsLeaving);

        test.Time.Advance(TimeSpan.FromMinutes(10));
        await test.Desk.ReviewAsync(CancellationToken.None);
        Assert.Equal(LeaveReason.Reload, await smaller.LeaveAsked.WaitAsync(Patience.Ceiling));
    }

    /// <summary>Admitted, refused by its devices, and gone.</summary>
    private static async Task<Residency> RunShortAsync(DeskUnderTest test, Fakes.FakeResident resident)
    {
        var residency = await test.EnterAtOnceAsync(resident);
        test.Desk.RanShort(residency, Sentence);
        residency.AskToLeave(LeaveReason.Reload);
        residency.Dispose();
        return residency;
    }
}
