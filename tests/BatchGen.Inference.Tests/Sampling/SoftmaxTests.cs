using System.Numerics;
using BatchGen.Inference.Sampling;
using CsCheck;

namespace BatchGen.Inference.Tests.Sampling;

public sealed class SoftmaxTests
{
    [Fact]
    public void Weight_IsTheExponential_OverItsWholeRange() =>
        Gen.Select(Gen.Float[0f, 85f], Gen.Float[1f, 2f]).Sample((distance, temperature) =>
        {
            var expected = Math.Exp(-(double)distance / temperature);

            Assert.Equal(expected, Softmax.Weight(distance, temperature), expected * 1e-5);
            Assert.Equal(expected, Vectored(distance, temperature), expected * 1e-5);
        }, iter: 10_000);

    [Theory]
    [InlineData(0f, 1f, 1f)]
    [InlineData(0f, 1e-40f, 1f)]
    [InlineData(1f, 1e-40f, 0f)]
    [InlineData(200f, 1f, 0f)]
    [InlineData(float.MaxValue, 1f, 0f)]
    [InlineData(float.PositiveInfinity, 1f, 0f)]
    public void Weight_IsExact_AtTheEnds(float distance, float temperature, float expected)
    {
        Assert.Equal(expected, Softmax.Weight(distance, temperature));
        Assert.Equal(expected, Vectored(distance, temperature));
    }

    [Theory]
    [InlineData(1f, 3f, 2f)]
    [InlineData(3f, 3f, 0f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, 0f)]
    [InlineData(3f, float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 3f, float.PositiveInfinity)]
    public void Distance_IsHowFarBelowTheLargest_Always(float logit, float largest, float expected)
    {
        Assert.Equal(expected, Softmax.Distance(logit, largest));
        Assert.Equal(expected, Softmax.Distance(new Vector<float>(logit), new Vector<float>(largest))[0]);
    }

    private static float Vectored(float distance, float temperature) =>
        Softmax.Weight(new Vector<float>(distance), temperature)[0];
}
