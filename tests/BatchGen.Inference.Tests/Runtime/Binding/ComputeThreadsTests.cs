using BatchGen.Inference.Runtime.Binding;

namespace BatchGen.Inference.Tests.Runtime.Binding;

public sealed class ComputeThreadsTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Observe_KeepsAllThreads_WhenTheyRun()
    {
        var threads = new ComputeThreads(most: 4, processors: 4);

        Steps(threads, share: 0.95, count: 100);

        Assert.Equal(4, threads.Current);
    }

    /// <summary>Others keep processors ÷ share − most threads busy.</summary>
    [Theory]
    [InlineData(2, 2, 0.67, 1)]
    [InlineData(2, 2, 0.50, 1)]
    [InlineData(2, 2, 0.001, 1)]
    [InlineData(16, 16, 0.75, 11)]
    [InlineData(16, 16, 0.50, 1)]
    [InlineData(4, 16, 0.75, 1)]
    public void Observe_LeavesCoresToOthers_WhenThreadsWait(int most, int processors, double share, int left)
    {
        var threads = new ComputeThreads(most, processors);

        Steps(threads, share, count: 1);

        Assert.Equal(left, threads.Current);
    }

    [Fact]
    public void Observe_WaitsForAWindow_WhenStepsAreShort()
    {
        var threads = new ComputeThreads(most: 2, processors: 2);

        threads.Observe(TimeSpan.FromMilliseconds(10), TimeSpan.Zero);

        Assert.Equal(2, threads.Current);
    }

    [Fact]
    public void Observe_TakesAllThreadsAgain_WhenOthersAreGone()
    {
        var threads = new ComputeThreads(most: 2, processors: 2);
        Steps(threads, share: 0.5, count: 1);

        Steps(threads, share: 1, count: 10);

        Assert.Equal(2, threads.Current);
    }

    [Fact]
    public void Observe_StaysSmall_WhileEvenOneThreadWaits()
    {
        var threads = new ComputeThreads(most: 2, processors: 2);

        Steps(threads, share: 0.6, count: 1_000);

        Assert.Equal(1, threads.Current);
    }

    /// <summary>One core is free and one is busy: one thread runs unhindered, two never do.</summary>
    [Fact]
    public void Observe_TriesLessAndLessOften_WhenTryingFails()
    {
        var threads = new ComputeThreads(most: 2, processors: 2);
        var tries = new List<int>();
        for (var step = 0; step < 3_000; step++)
        {
            if (threads.Current == 2)
                tries.Add(step);
            Steps(threads, share: threads.Current == 2 ? 0.67 : 1, count: 1);
        }

        Assert.Equal([0, 11, 32, 73, 154, 315], tries.Take(6));
        Assert.InRange(tries.Count, 7, 20);
    }

    private static void Steps(ComputeThreads threads, double share, int count)
    {
        for (var step = 0; step < count; step++)
            threads.Observe(Step, Step * share * threads.Current);
    }
}
