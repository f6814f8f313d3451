using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sizing;

namespace BatchGen.Inference.Tests.Sizing;

public sealed class BatchCostTests
{
    private const long Mega = 1 << 20;

    private static readonly WorkShape Work = new(Items: 64, SharedTokens: 96, OwnPrompt: 100, Answer: 96, LongestAnswer: 128, NineOfTen: 340);

    [Theory]
    // The counts of Scheduling/WorkloadTests for 64 prompts of 192 + 96 tokens on average.
    [InlineData(KvLayout.Unified, 16, 431)]
    [InlineData(KvLayout.PerSlot, 16, 493)]
    [InlineData(KvLayout.Unified, 32, 241)]
    [InlineData(KvLayout.PerSlot, 32, 301)]
    public void PassesOf_AreWhatTheLoopTakes_WithinATenth(KvLayout layout, int slots, int counted) =>
        Assert.InRange(BatchCost.PassesOf(new ContextShape(layout, slots, 2048), Work), counted * 0.9, counted * 1.1);

    [Theory]
    // 126 M parameters in Q8_0, 12 layers of 2 × 64 keys and values in 16 bit; CodeGeeX4-9B in Q4_K_M.
    [InlineData(134, 12, false, KvLayout.PerSlot)]
    [InlineData(134, 12, true, KvLayout.PerSlot)]
    [InlineData(5960, 40, false, KvLayout.PerSlot)]
    [InlineData(5960, 40, true, KvLayout.Unified)]
    public void Of_IsLeast_InTheLayoutWhereWeightsAndCacheTogetherAreReadLeast(int weightMega, int cellKilo, bool isOnGpu, KvLayout cheaper)
    {
        var cost = StepCost.Assumed(weightMega * Mega, cellKilo * 1024, isOnGpu);
        var other = cheaper == KvLayout.Unified ? KvLayout.PerSlot : KvLayout.Unified;

        Assert.True(Of(cheaper) < Of(other), $"{Of(cheaper)} {Of(other)}");

        double Of(KvLayout layout) => BatchCost.Of(new ContextShape(layout, 16, 512), cost, Work);
    }

    [Fact]
    public void Of_IsLeastInOnePool_WhenTheSameBeginningWouldStandInEverySlot()
    {
        var cost = StepCost.Assumed(5960 * Mega, 40 * 1024, isOnGpu: false);
        var alike = new WorkShape(Items: 64, SharedTokens: 8000, OwnPrompt: 10, Answer: 10, LongestAnswer: 20, NineOfTen: 8100);

        Assert.True(Of(KvLayout.Unified) < Of(KvLayout.PerSlot));

        double Of(KvLayout layout) => BatchCost.Of(new ContextShape(layout, 16, 512), cost, alike);
    }
}
