using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Runtime;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>Thousands of steps of random traffic; the fake context throws on everything llama.cpp would not survive.</summary>
public sealed class GenerationLoopTrafficTests
{
    private const int Steps = 10_000;

    [Theory]
    [InlineData(1, KvLayout.Unified, 8, 400, 64, CellReserve.Longest)]
    [InlineData(12, KvLayout.Unified, 16, 300, 16, CellReserve.Expected)]
    [InlineData(5, KvLayout.Unified, 8, 200, 64, CellReserve.Expected)]
    [InlineData(3, KvLayout.PerSlot, 4, 800, 64, CellReserve.Expected)]
    [InlineData(4, KvLayout.PerSlot, 8, 1600, 8, CellReserve.Longest)]
    public void Step_KeepsEveryPromise_UnderRandomTraffic(int seed, KvLayout layout, int slots, int cells, int stepTokens, CellReserve reserves)
    {
        var context = LoopUnderTest.AContext(slots, cells, stepTokens, layout, draftRows: slots);
        var test = new LoopUnderTest(context, new SchedulerSettings(Reserves: reserves));
        var traffic = new RandomTraffic(seed, test);
        while (context.Steps < Steps)
        {
            traffic.Act();
            StepWithin(test);
        }

        while (StepWithin(test))
        {
        }

        Assert.Equal(0, context.KvFullAnswers);
        Assert.Equal(0, test.Loop.Activity.KvCellsUsed);
        Assert.Empty(test.ObserverErrors);
        Assert.All(traffic.Observers, observer => Assert.Equal(1, observer.Ends));
        Assert.True(test.Loop.Activity.CachedTokens > Steps);
        Assert.Equal(reserves == CellReserve.Expected && layout == KvLayout.Unified, test.Loop.Activity.Preemptions > 0);
        AssertEveryKindHappened(traffic);
        AssertSameAsAlone(traffic);
    }

    /// <summary>One step; whatever it does, cells in use stay within those reserved, and those within the cache.</summary>
    private static bool StepWithin(LoopUnderTest test)
    {
        var stepped = test.Loop.Step();
        var activity = test.Loop.Activity;
        Assert.Equal(test.Context.CellsUsed, activity.KvCellsUsed + activity.KvCellsKept);
        Assert.True(activity.KvCellsUsed <= activity.KvCellsReserved);
        Assert.True(activity.KvCellsReserved <= activity.KvCellsTotal);
        Assert.True(activity.RunningSequences <= test.Context.Info.Slots);
        Assert.True(stepped || activity is { RunningSequences: 0, WaitingSequences: 0 });
        return stepped;
    }

    private static void AssertEveryKindHappened(RandomTraffic traffic)
    {
        var failures = traffic.Observers.Where(observer => observer.Failure is not null).ToList();
        var results = traffic.Observers.Where(observer => observer.Result is not null).ToList();
        Assert.Contains(failures, observer => observer.Failure?.Code == "cancelled" && observer.HasStarted);
        Assert.Contains(failures, observer => observer.Failure?.Code == "cancelled" && !observer.HasStarted);
        Assert.Contains(failures, observer => observer.Failure?.Code == "context_length_exceeded");
        Assert.Contains(results, observer => observer.Result?.FinishReason == FinishReason.Length);
        Assert.Contains(results, observer => observer.Result?.FinishReason == FinishReason.Stop);
        Assert.True(results.Count > traffic.Requests.Count / 2);
    }

    private static void AssertSameAsAlone(RandomTraffic traffic)
    {
        for (var i = 0; i < traffic.Requests.Count; i++)
        {
            if (traffic.Observers[i].Result is not { } together)
                continue;
            var alone = RunAlone(traffic.Requests[i]);
            Assert.Equal(alone?.Text, together.Text);
            Assert.Equal(alone?.Text, traffic.Observers[i].Text);
            Assert.Equal(alone?.FinishReason, together.FinishReason);
            Assert.Equal(alone?.CompletionTokens, together.CompletionTokens);
        }
    }

    private static SequenceResult? RunAlone(SequenceRequest request)
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 1, stepTokens: 512));
        var observer = test.Submit(request);
        test.RunToEnd();
        return observer.Result;
    }
}
