using BatchGen.Inference.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

public sealed class AnswerLengthsTests
{
    [Fact]
    public void Median_IsUnknown_UntilEnoughHaveEnded()
    {
        var lengths = new AnswerLengths().Of("a")!;
        for (var i = 1; i < GroupLengths.EnoughEnds; i++)
            lengths.Learn(100, 50);
        Assert.Equal(0, lengths.Median(100));
        lengths.Learn(100, 50);

        Assert.InRange(lengths.Median(100), 50, 55);
        // Prompts of another length go by all that ended.
        Assert.InRange(lengths.Median(5000), 50, 55);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 100)]
    [InlineData(100, 2000)]
    [InlineData(1, 200_000)]
    public void Quantiles_AreNeverTooSmall_AndAtMostATenthTooLarge(int least, int most)
    {
        var lengths = new AnswerLengths().Of("a")!;
        int[] all = [.. Enumerable.Range(0, 101).Select(i => least + (int)((most - least) * (i / 100.0)))];
        foreach (var length in all)
            lengths.Learn(10, length);

        Assert.InRange(lengths.Median(10), all[50], all[50] * 1.1 + 1);
        Assert.InRange(lengths.NineOfTen(10), all[90], all[90] * 1.1 + 1);
    }

    [Fact]
    public void Median_GoesByThePromptsLength_WhenThatTellsMore()
    {
        var lengths = new AnswerLengths().Of("a")!;
        for (var i = 0; i < 20; i++)
        {
            lengths.Learn(100, 10);
            lengths.Learn(1000, 400);
        }

        Assert.InRange(lengths.Median(120), 10, 11);
        Assert.InRange(lengths.Median(1000), 400, 440);
    }

    [Fact]
    public void Of_ForgetsTheGroupThatWasAskedForLongestAgo_WhenThereAreMany()
    {
        var lengths = new AnswerLengths();
        var first = lengths.Of("first")!;
        var second = lengths.Of("second")!;
        for (var i = 0; i < 255; i++)
        {
            Assert.Same(first, lengths.Of("first"));
            lengths.Of($"{i}");
        }

        Assert.NotSame(second, lengths.Of("second"));
        Assert.Null(lengths.Of(null));
    }
}
