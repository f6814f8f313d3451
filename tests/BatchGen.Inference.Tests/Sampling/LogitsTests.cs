using BatchGen.Inference.Sampling;
using CsCheck;

namespace BatchGen.Inference.Tests.Sampling;

public sealed class LogitsTests
{
    // Few distinct values, so that ties are common; every length from below one vector to many.
    internal static readonly Gen<float[]> AnyLogits = Gen.OneOf(
        Gen.Float[-8f, 8f],
        Gen.Int[-3, 3].Select(value => (float)value),
        Gen.OneOf(float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, float.MaxValue, float.MinValue)).Array[0, 200];

    [Fact]
    public void IndexOfLargest_IsTheFirstOfTheLargest_WhateverTheLogits() =>
        AnyLogits.Sample(logits => Assert.Equal(SimpleIndexOfLargest(logits), Logits.IndexOfLargest(logits)), iter: 1_000);

    [Theory]
    [InlineData(new float[0])]
    [InlineData(new[] { float.NaN })]
    [InlineData(new[] { float.NaN, float.NegativeInfinity, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN })]
    public void IndexOfLargest_IsNone_WhenNoLogitIsUsable(float[] logits) =>
        Assert.Equal(-1, Logits.IndexOfLargest(logits));

    [Fact]
    public void Mass_IsTheSoftmaxDivisor_WhateverTheLogits() => AnyLogits.Sample(logits =>
    {
        var largest = Logits.IndexOfLargest(logits);
        if (largest < 0)
            return;
        var expected = logits.Where(logit => !float.IsNaN(logit)).Sum(logit => SimpleWeight(logit, logits[largest]));

        Assert.Equal(expected, Logits.Mass(logits, logits[largest]), expected * 1e-6);
    });

    internal static double SimpleWeight(float logit, float largest, double temperature = 1.0) =>
        logit == largest ? 1.0 : Math.Exp(((double)logit - largest) / temperature);

    private static int SimpleIndexOfLargest(float[] logits)
    {
        var best = -1;
        for (var i = 0; i < logits.Length; i++)
        {
            if (logits[i] > (best < 0 ? float.NegativeInfinity : logits[best]))
                best = i;
        }

        return best;
    }
}
