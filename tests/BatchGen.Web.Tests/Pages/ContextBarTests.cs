using BatchGen.Batches.Submission;
using BatchGen.Web.Pages.NewBatch;

namespace BatchGen.Web.Tests.Pages;

public sealed class ContextBarTests
{
    [Fact]
    public void Of_HoldsEveryPromptBelowTheMost_OnTheSlidersOwnSteps()
    {
        var steps = ContextBar.Steps(3_000);
        var bars = ContextBar.Of(steps, [new TokenBucket(64, 128, 4), new TokenBucket(512, 1_024, 8), new TokenBucket(2_048, 4_096, 2)]);

        Assert.Equal([256, 512, 1_024, 2_048, 3_000], steps);
        Assert.Equal([4, 8, 0, 2], bars.Select(bar => bar.Items));
        Assert.Equal([0.5, 1, 0, 0.25], bars.Select(bar => bar.Share));
    }
}
