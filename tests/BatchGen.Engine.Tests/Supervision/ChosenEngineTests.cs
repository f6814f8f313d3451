using BatchGen.Engine.Client;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;

namespace BatchGen.Engine.Tests.Supervision;

/// <summary>Real processes over a small model: batches that want different settings.</summary>
public sealed class ChosenEngineTests
{
    [Fact]
    public async Task GenerateAsync_LoadsTheModelAgain_WhenABatchWantsAnotherKvTypeAndContext()
    {
        await using var fixture = new EngineFixture(options => options.IdleBeforeUnload = TimeSpan.Zero);
        var first = await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        var process = fixture.Engine.Status.ProcessId;
        var chosen = fixture.Manager.GetEngine(fixture.ModelPath, new EngineChoice(ContextTokens: 256, Slots: 2, KvType: KvType.F16));

        var model = await chosen.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        var ended = await CountAsync(chosen, 6).WaitAsync(Patience.Ceiling);

        Assert.Equal(6, ended);
        Assert.Equal((256, 2), (model.ContextLimitTokens, model.Context.Slots));
        Assert.Equal(first.ContextLimitTokens, model.StandardContextTokens);
        Assert.Equal(KvType.F16, chosen.Status.Plan!.Settings.KeyType);
        Assert.NotEqual(process, chosen.Status.ProcessId);
        Assert.Equal(0, chosen.Status.Restarts);
    }

    [Fact]
    public async Task GenerateAsync_EndsEverything_WhenTwoTakeTurnsUnderLoad()
    {
        await using var fixture = new EngineFixture(options =>
        {
            options.IdleBeforeUnload = TimeSpan.FromMinutes(5);
            options.SettingsTurn = TimeSpan.FromSeconds(1);
        });
        var plain = fixture.Manager.GetEngine(fixture.ModelPath, EngineChoice.Standard);
        var half = fixture.Manager.GetEngine(fixture.ModelPath, new EngineChoice(KvType: KvType.F16));
        await plain.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        var counts = await Task.WhenAll(CountAsync(plain, 40), CountAsync(half, 40)).WaitAsync(Patience.Ceiling);

        Assert.Equal([40, 40], counts);
        Assert.Equal(0, fixture.Engine.Status.Restarts);
    }

    [Fact]
    public async Task WaitUntilReadyAsync_RefusesWithItsReason_AndServesOthersAfterwards()
    {
        await using var fixture = new EngineFixture(options => options.IdleBeforeUnload = TimeSpan.Zero);
        var impossible = fixture.Manager.GetEngine(fixture.ModelPath, new EngineChoice(KvType: KvType.Q8_0, FlashAttention: false));

        var refusal = await Assert.ThrowsAsync<EngineException>(() => impossible.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling));

        Assert.Contains("flash attention", refusal.Message, StringComparison.Ordinal);
        var served = await fixture.Manager.GetEngine(fixture.ModelPath, EngineChoice.Standard).WaitUntilReadyAsync(CancellationToken.None)
            .WaitAsync(Patience.Ceiling);
        Assert.Equal(512, served.ContextLimitTokens);
    }

    /// <summary>What a shard does: what has no end when the engine is reloaded is sent again.</summary>
    private static async Task<int> CountAsync(IEngine engine, int count)
    {
        var ended = new HashSet<string>();
        while (ended.Count < count)
        {
            try
            {
                var open = Enumerable.Range(0, count).Select(number => $"{number}").Where(id => !ended.Contains(id)).ToList();
                await foreach (var @event in engine.GenerateAsync(
                    open.Select(id => EngineFixture.Request(id, 100)).ToAsyncEnumerable(), CancellationToken.None))
                {
                    if (@event is GenerationFinished)
                        Assert.True(ended.Add(@event.Id), "it ended twice");
                }
            }
            catch (EngineReloadedException)
            {
                Assert.True(ended.Count <= count);
            }
        }

        return ended.Count;
    }
}
