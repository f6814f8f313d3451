using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Tests.Planning;

public sealed class ContextAdvisorTests
{
    [Theory]
    [InlineData(new[] { 10, 700, 300 }, 300, 1024, 3)]
    [InlineData(new[] { 10, 700, 300 }, 325, 1280, 3)]
    [InlineData(new[] { 5 }, null, 768, 1)]
    [InlineData(new[] { 131_000, 9 }, 512, 131_072, 2)]
    public void Advise_StaysJustAboveTheLongestItem_WhateverTheOrder(int[] prompts, int? answer, int context, int slots)
    {
        using var bench = new PlanBench();

        var advice = Advisor(bench).Advise(bench.ModelPath, prompts, answer, EngineChoice.Standard);

        Assert.Equal((context, slots, 0), (advice.ContextTokens, advice.Slots, advice.ItemsTooLong));
        Assert.Equal(advice.FullContextBytes - advice.Bytes, advice.SavedBytes);
    }

    [Fact]
    public void Advise_SavesTheCacheOfTheWholeContext_WhenItemsAreShort()
    {
        using var bench = new PlanBench();

        var advice = Advisor(bench).Advise(bench.ModelPath, [3_000], 512, new EngineChoice(Slots: 1));

        // 40,960 bytes of F16 KV a token for CodeGeeX4-9B: the whole context against 3,584 tokens; the buffers come on top.
        Assert.InRange(advice.SavedBytes, (131_072L - 3_584) * 40_960, (131_072L - 3_584) * 40_960 * 2);
    }

    [Fact]
    public void Advise_CountsItemsThatNoLimitHelps_AndSizesForTheOthers()
    {
        using var bench = new PlanBench();

        var advice = Advisor(bench).Advise(bench.ModelPath, [200_000, 100], 100, EngineChoice.Standard);

        Assert.Equal((256, 1), (advice.ContextTokens, advice.ItemsTooLong));
    }

    [Fact]
    public void Advise_TakesFewerSlots_WhenThereIsNoRoomForAll()
    {
        using var bench = new PlanBench();
        bench.Engine.Slots = 64;
        var longItems = Enumerable.Repeat(100_000, 64).ToList();
        var roomy = Advisor(bench).Advise(bench.ModelPath, longItems, 512, EngineChoice.Standard);
        bench.Limits["CPU"] = new DeviceLimit((roomy.Bytes / 2) + (bench.Main.TotalBytes - bench.Main.FreeBytes), null, 0);

        var advice = Advisor(bench).Advise(bench.ModelPath, longItems, 512, new EngineChoice(KvType: KvType.F16));

        Assert.InRange(advice.Slots, 1, roomy.Slots - 1);
    }

    private static ContextAdvisor Advisor(PlanBench bench) => new(bench.Service, Options.Create(bench.Engine));
}
