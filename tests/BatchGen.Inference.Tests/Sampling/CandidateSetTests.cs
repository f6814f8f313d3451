using BatchGen.Inference.Sampling;
using CsCheck;

namespace BatchGen.Inference.Tests.Sampling;

/// <summary>Against the plain definition: sort everything, take from the front.</summary>
public sealed class CandidateSetTests
{
    private const int Times = 1_000;
    private const float Everywhere = float.MaxValue;

    private static readonly Gen<float[]> UsableLogits =
        LogitsTests.AnyLogits.Where(logits => Logits.IndexOfLargest(logits) >= 0);

    [Fact]
    public void Collect_HoldsTheBest_WhateverTheLogits() =>
        Gen.Select(UsableLogits, Gen.Int[1, 220]).Sample((logits, most) =>
        {
            var candidates = Collected(logits, Everywhere, most);

            Assert.Equal(BestFirst(logits).Take(most).Order(), candidates.Tokens.Order());
        }, iter: Times);

    [Fact]
    public void Collect_LeavesOutWhatIsBeyondItsReach_WhateverTheLogits() =>
        Gen.Select(UsableLogits, Gen.Float[0f, 9f]).Sample((logits, reach) =>
        {
            var largest = logits[Logits.IndexOfLargest(logits)];
            var candidates = Collected(logits, reach, logits.Length);

            Assert.Equal(
                BestFirst(logits).Where(token => Softmax.Distance(logits[token], largest) <= reach).Order(),
                candidates.Tokens.Order());
        }, iter: Times);

    [Fact]
    public void KeepMass_HoldsTheFewestBestThatReachIt_WhateverTheLogits() =>
        Gen.Select(UsableLogits, Gen.Double[0, 1]).Sample((logits, share) =>
        {
            var largest = logits[Logits.IndexOfLargest(logits)];
            var candidates = Collected(logits, Everywhere, logits.Length);
            var mass = share * candidates.Mass();
            candidates.KeepMass(mass);

            int[] best = [.. BestFirst(logits).Take(candidates.Count)];
            double[] weights = [.. best.Select(token => LogitsTests.SimpleWeight(logits[token], largest))];
            Assert.Equal(best.Order(), candidates.Tokens.Order());
            // The reference adds in double; a border closer than this may fall on either side.
            Assert.True(weights.Sum() >= mass * (1 - 1e-5));
            Assert.True(candidates.Count == 1 || weights[..^1].Sum() <= mass * (1 + 1e-5));
        }, iter: Times);

    [Fact]
    public void Draw_TakesTheTokenThatHoldsThePoint_WhateverTheLogits() =>
        Gen.Select(UsableLogits, Gen.Double[0, 0.999], Gen.Float[0.05f, 2f]).Sample((logits, unit, temperature) =>
        {
            var largest = logits[Logits.IndexOfLargest(logits)];
            var candidates = Collected(logits, Everywhere, logits.Length);
            int[] order = [.. candidates.Tokens];
            var token = candidates.Draw(unit, temperature);

            double[] weights = [.. order.Select(one => LogitsTests.SimpleWeight(logits[one], largest, temperature))];
            var at = Array.IndexOf(order, token);
            var before = weights[..at].Sum() / weights.Sum();
            var after = weights[..(at + 1)].Sum() / weights.Sum();
            Assert.InRange(unit, before - 1e-5, after + 1e-5);
        }, iter: Times);

    private static CandidateSet Collected(float[] logits, float reach, int most)
    {
        var candidates = new CandidateSet(logits.Length);
        candidates.Collect(logits, logits[Logits.IndexOfLargest(logits)], reach, most);
        return candidates;
    }

    private static IEnumerable<int> BestFirst(float[] logits) => Enumerable.Range(0, logits.Length)
        .Where(token => !float.IsNaN(logits[token]) && IsFinitelyFar(logits, token))
        .OrderBy(token => Softmax.Distance(logits[token], logits[Logits.IndexOfLargest(logits)]))
        .ThenBy(token => token);

    /// <summary>−∞, and everything beside +∞, has no probability at all.</summary>
    private static bool IsFinitelyFar(float[] logits, int token) =>
        float.IsFinite(Softmax.Distance(logits[token], logits[Logits.IndexOfLargest(logits)]));
}
