using BatchGen.Inference.Sampling;

namespace BatchGen.Inference.Tests.Sampling;

public sealed class LogProbabilitiesTests
{
    [Fact]
    public void Of_IsTheLogarithmOfTheSoftmax()
    {
        // e^0 : e^ln 2 : e^ln 5 = 1 : 2 : 5.
        float[] logits = [0f, MathF.Log(2), MathF.Log(5)];
        var normalizer = LogProbabilities.Normalizer(logits);

        Assert.Equal([1 / 8.0, 2 / 8.0, 5 / 8.0], logits.Select(logit => Math.Round(Math.Exp(LogProbabilities.Of(logit, normalizer)), 6)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_SumsToOne_ForRandomLogits(int seed)
    {
        var random = new Random(seed);
        float[] logits = [.. Enumerable.Range(0, 10_000).Select(_ => random.NextSingle() * 200 - 100)];
        var normalizer = LogProbabilities.Normalizer(logits);

        Assert.Equal(1, logits.Sum(logit => Math.Exp(LogProbabilities.Of(logit, normalizer))), precision: 12);
    }

    [Theory]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.NaN)]
    public void Of_IsNever_ForWhatCannotBeDrawn(float logit)
    {
        float[] logits = [1f, logit, 1f];
        var normalizer = LogProbabilities.Normalizer(logits);

        Assert.Equal(LogProbabilities.Never, LogProbabilities.Of(logits[1], normalizer));
        Assert.Equal(Math.Log(0.5), LogProbabilities.Of(logits[0], normalizer), precision: 12);
    }

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(1, new[] { 1 })]
    [InlineData(3, new[] { 1, 3, 5 })]
    [InlineData(20, new[] { 1, 3, 5, 0, 2 })]
    public void Likeliest_OrdersByLogitThenId_AndLeavesOutWhatIsNoNumber(int count, int[] tokens) =>
        Assert.Equal(tokens, LogProbabilities.Likeliest([1f, 9f, 0f, 3f, float.NaN, 3f], count));

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Likeliest_IsTheHeadOfTheSortedVocabulary_ForRandomLogits(int seed)
    {
        var random = new Random(seed);
        float[] logits = [.. Enumerable.Range(0, 2_000).Select(_ => (float)random.Next(300))];

        IEnumerable<int> sorted = Enumerable.Range(0, logits.Length).OrderByDescending(token => logits[token]).ThenBy(token => token);

        Assert.Equal(sorted.Take(20), LogProbabilities.Likeliest(logits, 20));
    }
}
