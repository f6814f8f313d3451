using BatchGen.Batches.Submission;
using BatchGen.Web.Pages.NewBatch;

namespace BatchGen.Web.Tests.Pages;

public sealed class ContextAdviceTests
{
    [Theory]
    [InlineData(700, 512, 4_096, 1_280)]
    [InlineData(768, 512, 4_096, 1_280)]
    [InlineData(3_500, 512, 4_096, 4_096)]
    public void Of_IsJustAboveWhatTheItemsNeed(int longest, int answer, int most, int expected) =>
        Assert.Equal(expected, ContextAdvice.Of(Report(longest), answer, most)?.Tokens);

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    public void Of_IsNull_WhenNothingWasCountedOrNothingFits(int longest) =>
        Assert.Null(ContextAdvice.Of(Report(longest), 512, 4_096));

    [Fact]
    public void Bars_HoldEveryPromptBelowTheMost_OnTheSlidersOwnSteps()
    {
        var steps = ContextBar.Steps(3_000);
        var bars = ContextBar.Of(steps, [new TokenBucket(64, 128, 4), new TokenBucket(512, 1_024, 8), new TokenBucket(2_048, 4_096, 2)]);

        Assert.Equal([256, 512, 1_024, 2_048, 3_000], steps);
        Assert.Equal([4, 8, 0, 2], bars.Select(bar => bar.Items));
        Assert.Equal([0.5, 1, 0, 0.25], bars.Select(bar => bar.Share));
    }

    private static DryRunReport Report(int longest) =>
        new(true, new InputSummary(InputFormat.Text, 0, 0, 0, 1, 0, longest, longest, 4_096, null), [], [], 0);
}
