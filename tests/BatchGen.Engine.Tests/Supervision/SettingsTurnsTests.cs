using BatchGen.Engine.Setup;
using BatchGen.Engine.Supervision;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;

namespace BatchGen.Engine.Tests.Supervision;

public sealed class SettingsTurnsTests : IDisposable
{
    private static readonly EngineChoice Quantized = new(KvType: KvType.Q8_0);

    private readonly ScriptedTime _time = new();
    private readonly EngineOptions _options = new() { IdleBeforeUnload = TimeSpan.FromSeconds(30), SettingsTurn = TimeSpan.FromMinutes(10) };
    private readonly EngineUses _uses;
    private readonly SettingsTurns _turns;

    public SettingsTurnsTests()
    {
        _uses = new EngineUses(_time);
        _turns = new SettingsTurns(_options, _uses, _time);
    }

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task Enter_Chooses_WhenNothingIsLoaded()
    {
        using var place = await EnterAsync(Quantized).WaitAsync(Patience.Ceiling);

        Assert.Equal(KvType.Q8_0, _turns.BeginStay().Choice.KvType);
        Assert.True(_uses.IsBusy);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(1024)]
    public async Task Enter_GoesInAtOnce_WhenTheContextIsLongEnough(int context)
    {
        var order = _turns.BeginStay();
        using var first = await EnterAsync(EngineChoice.Standard).WaitAsync(Patience.Ceiling);

        using var second = await EnterAsync(new EngineChoice(ContextTokens: context)).WaitAsync(Patience.Ceiling);

        Assert.False(order.Replaced.IsCancellationRequested);
    }

    [Theory]
    [InlineData(8192, null, null, "a context of 4,096, not 8,192")]
    [InlineData(null, 4, null, "as many slots as pay, not 4")]
    [InlineData(null, null, KvType.Q4_0, "KV cache in F16, not Q4_0")]
    public async Task Enter_WaitsWithItsReason_WhileTheEngineWorksWithOtherSettings(int? context, int? slots, KvType? type, string reason)
    {
        var order = _turns.BeginStay();
        using var working = await EnterAsync(EngineChoice.Standard).WaitAsync(Patience.Ceiling);
        var told = new TaskCompletionSource<string>();

        using var leaving = new CancellationTokenSource();
        var entering = _turns.EnterAsync(new EngineChoice(context, slots, type), text => told.TrySetResult(text.ToString()), leaving.Token);

        Assert.Contains(reason, await told.Task.WaitAsync(Patience.Ceiling), StringComparison.Ordinal);
        Assert.False(entering.IsCompleted);
        Assert.False(order.Replaced.IsCancellationRequested);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
    }

    [Fact]
    public async Task Enter_HasTheEngineLoadedAgain_OnceItWasIdleForAWhile()
    {
        var order = _turns.BeginStay();
        var working = await EnterAsync(EngineChoice.Standard).WaitAsync(Patience.Ceiling);
        var entering = EnterAsync(Quantized);

        working.Dispose();
        _time.Advance(TimeSpan.FromSeconds(29));
        await _time.AlarmsAsync(1);
        Assert.False(entering.IsCompleted, "it worked a moment ago");
        _time.Advance(TimeSpan.FromSeconds(1));

        using var place = await entering.WaitAsync(Patience.Ceiling);
        Assert.True(order.Replaced.IsCancellationRequested);
        Assert.Equal(KvType.Q8_0, _turns.BeginStay().Choice.KvType);
    }

    [Fact]
    public async Task Enter_GivesEachAWholeTurn_WhenManyWaitForABusyEngine()
    {
        var order = _turns.BeginStay();
        using var working = await EnterAsync(EngineChoice.Standard).WaitAsync(Patience.Ceiling);
        var second = EnterAsync(Quantized);
        var third = EnterAsync(new EngineChoice(Slots: 2));

        _time.Advance(_options.SettingsTurn);
        using var place = await second.WaitAsync(Patience.Ceiling);
        Assert.True(order.Replaced.IsCancellationRequested);
        order = _turns.BeginStay();
        _time.Advance(_options.SettingsTurn - TimeSpan.FromSeconds(1));
        await _time.AlarmsAsync(1);
        Assert.False(third.IsCompleted, "the second has only begun");

        _time.Advance(TimeSpan.FromSeconds(1));
        using var last = await third.WaitAsync(Patience.Ceiling);
        Assert.Equal(2, _turns.BeginStay().Choice.Slots);
        Assert.True(order.Replaced.IsCancellationRequested);
    }

    [Fact]
    public async Task Enter_TakesItsOwnSmallerSize_WhenNobodyIsDisturbed()
    {
        var order = _turns.BeginStay();
        _time.Advance(_options.IdleBeforeUnload);

        using var place = await EnterAsync(new EngineChoice(ContextTokens: 1024)).WaitAsync(Patience.Ceiling);

        Assert.True(order.Replaced.IsCancellationRequested);
        Assert.Equal(1024, _turns.BeginStay().Choice.ContextTokens);
    }

    private Task<IDisposable> EnterAsync(EngineChoice choice) => _turns.EnterAsync(choice, _ => { }, CancellationToken.None);
}
