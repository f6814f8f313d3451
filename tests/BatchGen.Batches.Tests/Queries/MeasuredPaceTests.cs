using BatchGen.Batches.Queries;

namespace BatchGen.Batches.Tests.Queries;

public sealed class MeasuredPaceTests
{
    /// <summary>100 answers of 50 tokens to prompts of 150, in 200 seconds: 100 tokens a second.</summary>
    private static readonly MeasuredPace Pace = new(Batches: 2, Items: 100, PromptTokens: 15_000, CompletionTokens: 5_000, TimeSpan.FromSeconds(200));

    [Theory]
    [InlineData(15_000, 100, null, 200)]
    [InlineData(15_000, 100, 400, 200)]
    [InlineData(15_000, 100, 10, 160)]
    [InlineData(0, 0, null, 0)]
    public void Estimate_FollowsWhatWasMeasured(long promptTokens, int generations, int? maxAnswerTokens, double seconds) =>
        Assert.Equal(seconds, Pace.Estimate(promptTokens, generations, maxAnswerTokens).TotalSeconds, precision: 6);
}
