using BatchGen.Batches.Data;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchGen.Batches.Tests.Progress;

public sealed class ProgressFeedTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly FixedOptions<NightsOptions> _nights = new(new NightsOptions());
    private readonly ProgressFeed _feed;

    public ProgressFeedTests() => _feed = new ProgressFeed(new QueueHours(_nights, _time), _time, NullLogger<ProgressFeed>.Instance);

    [Fact]
    public void Subscribe_PushesAtMostTenTimesASecond_WhenThereIsMoreToTell()
    {
        var pushes = new List<BatchProgress>();
        using var subscription = _feed.Subscribe("a", pushes.Add);

        for (var i = 0; i < 1000; i++)
        {
            _feed.Update(Standing("a", succeeded: i));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(pushes.Count, 9, 11);
        _time.Advance(Second);
        Assert.Equal(999, pushes[^1].SucceededItems);
    }

    [Fact]
    public void Subscribe_PushesTheLastState_WhenTheBatchIsOver()
    {
        var pushes = new List<BatchProgress>();
        using var subscription = _feed.Subscribe("a", pushes.Add);
        _feed.Update(Standing("a", succeeded: 1));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        _feed.Update(Standing("a", succeeded: 10_000, state: BatchState.Completed));
        _time.Advance(Second);

        Assert.Equal((BatchState.Completed, 10_000), (pushes[^1].State, pushes[^1].SucceededItems));
        Assert.Null(_feed.Find("a"));
        Assert.Equal(2, pushes.Count);
    }

    [Fact]
    public void Subscribe_PushesAtOnce_WhenTheBatchIsRunningAlready()
    {
        _feed.Update(Standing("a", succeeded: 3));
        var pushes = new List<BatchProgress>();

        using var subscription = _feed.Subscribe("a", pushes.Add);
        _time.Advance(TimeSpan.Zero);

        Assert.Equal(3, Assert.Single(pushes).SucceededItems);
    }

    [Fact]
    public void Subscribe_IsSilent_WhenAnotherBatchMovesOrItWasDisposed()
    {
        var pushes = new List<BatchProgress>();
        var subscription = _feed.Subscribe("a", pushes.Add);

        _feed.Update(Standing("b", succeeded: 1));
        _time.Advance(Second);
        _feed.Update(Standing("a", succeeded: 1));
        subscription.Dispose();
        _time.Advance(Second);

        Assert.Empty(pushes);
    }

    [Fact]
    public void SubscribeAll_PushesEveryBatchThatMovedInOneCall_WhenSeveralDid()
    {
        var pushes = new List<IReadOnlyList<BatchProgress>>();
        using var subscription = _feed.SubscribeAll(pushes.Add);

        _feed.Update(Standing("a", succeeded: 1));
        _feed.Update(Standing("b", succeeded: 2));
        _feed.Update(Standing("a", succeeded: 3));
        _time.Advance(Second);

        Assert.Equal([("a", 3), ("b", 2)], Assert.Single(pushes).Select(batch => (batch.BatchPublicId, batch.SucceededItems)).Order());
    }

    [Fact]
    public void Subscribe_MayCallTheFeed_WhenItIsCalledBack()
    {
        // A callback under a lock would deadlock or throw here.
        var inner = 0;
        using var subscription = _feed.Subscribe("a", _ =>
        {
            using var other = _feed.Subscribe("a", _ => { });
            var thread = new Thread(() => _feed.Update(Standing("a", succeeded: 5)));
            thread.Start();
            thread.Join();
            inner++;
        });

        _feed.Update(Standing("a", succeeded: 1));
        _time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(1, inner);
    }

    [Fact]
    public void Subscribe_GoesOn_WhenACallbackThrows()
    {
        var calls = 0;
        using var subscription = _feed.Subscribe("a", _ =>
        {
            calls++;
            throw new InvalidOperationException("A page's mistake.");
        });

        _feed.Update(Standing("a", succeeded: 1));
        _time.Advance(Second);
        _feed.Update(Standing("a", succeeded: 2));
        _time.Advance(Second);

        Assert.Equal(2, calls);
    }

    [Fact]
    public void Find_ShowsWhatRunsAndHowFast_WhenItemsComeAndGo()
    {
        _feed.Update(Standing("a", total: 100));
        _feed.ItemStarted("a", new RunningItem(7, "g", _time.GetUtcNow()));
        _feed.ItemStarted("a", new RunningItem(3, "c", _time.GetUtcNow()));
        _feed.ItemStarted("a", new RunningItem(5, "e", _time.GetUtcNow()));
        _time.Advance(10 * Second);
        _feed.ItemsLeft("a", [5]);
        _feed.Update(Standing("a", total: 100, succeeded: 20));
        _feed.CountFinished("a", 20, 400);

        var progress = _feed.Find("a")!;

        Assert.Equal([3, 7], progress.Running.Select(item => item.Ordinal));
        Assert.Equal((2.0, 40.0), (progress.ItemsPerSecond, progress.CompletionTokensPerSecond));
        Assert.Equal(TimeSpan.FromSeconds(40), progress.Remaining);
    }

    [Fact]
    public void Remaining_CountsTheHoursInWhichWorkStandsStill()
    {
        // It begins at midnight; 79 980 items at two a second are more than eleven hours, and four of them are left this night.
        _nights.CurrentValue = new NightsOptions { Hours = "20:00-04:00", TimeZone = "UTC" };
        _feed.Update(Standing("a", total: 80_000, succeeded: 20) with { Priority = 0 });
        _feed.Update(Standing("urgent", total: 80_000, succeeded: 20) with { Priority = 1 });
        _time.Advance(10 * Second);
        _feed.CountFinished("a", 20, 400);
        _feed.CountFinished("urgent", 20, 400);

        var work = TimeSpan.FromSeconds(79_980 / 2.0);
        Assert.Equal(work, _feed.Find("urgent")!.Remaining);
        Assert.Equal(work + TimeSpan.FromHours(16), _feed.Find("a")!.Remaining);
    }

    [Fact]
    public void Find_ForgetsOldWork_WhenTimePasses()
    {
        _feed.Update(Standing("a", total: 100));
        _feed.CountFinished("a", 30, 300);
        _time.Advance(20 * Second);
        _feed.CountFinished("a", 60, 600);
        Assert.Equal(4.5, _feed.Find("a")!.ItemsPerSecond);

        _time.Advance(20 * Second);
        Assert.Equal(2, _feed.Find("a")!.ItemsPerSecond);

        _time.Advance(20 * Second);
        Assert.Equal((0, null), (_feed.Find("a")!.ItemsPerSecond, _feed.Find("a")!.Remaining));
    }

    [Fact]
    public void Find_KeepsTheLaterState_WhenTwoCommitsAreToldInTheWrongOrder()
    {
        _feed.Update(Standing("a", revision: 3, succeeded: 8, state: BatchState.Cancelling));
        _feed.Update(Standing("a", revision: 2, succeeded: 5));

        Assert.Equal((8, BatchState.Cancelling), (_feed.Find("a")!.SucceededItems, _feed.Find("a")!.State));
    }

    [Fact]
    public void GetAll_LeavesOutABatch_WhenAWorkerTellsOfItAfterItsEnd()
    {
        _feed.Update(Standing("a", revision: 3, state: BatchState.Completed));
        _feed.Update(Standing("a", revision: 2));

        Assert.Empty(_feed.GetAll());
        Assert.Null(_feed.Find("a"));
    }

    [Fact]
    public void GetAll_ShowsABatchAgain_WhenItIsRetried()
    {
        _feed.Update(Standing("a", revision: 3, state: BatchState.Completed));
        _feed.Update(Standing("a", revision: 4, state: BatchState.Queued));

        Assert.Equal(BatchState.Queued, Assert.Single(_feed.GetAll()).State);
    }

    private static BatchStanding Standing(string id, int succeeded = 0, int total = 10_000, BatchState state = BatchState.Running, long revision = 1) =>
        new(id, revision, state, total, succeeded, 0, 0, 0, 0, Problem: null, Priority: 0);
}
