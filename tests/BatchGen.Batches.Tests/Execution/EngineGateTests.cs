using BatchGen.Batches.Execution;

namespace BatchGen.Batches.Tests.Execution;

public sealed class EngineGateTests
{
    [Fact]
    public async Task EnterAlone_WaitsForThoseInsideAndKeepsOthersOut_WhenTheEngineIsShared()
    {
        using var gate = new EngineGate();
        var first = await gate.ShareAsync(CancellationToken.None);
        var second = await gate.ShareAsync(CancellationToken.None);

        var alone = gate.EnterAloneAsync(CancellationToken.None);
        var third = gate.ShareAsync(CancellationToken.None);
        Assert.True(gate.IsWantedAlone);
        first.Dispose();
        Assert.False(alone.IsCompleted);
        second.Dispose();
        var inside = await alone;
        Assert.False(third.IsCompleted);
        inside.Dispose();

        (await third).Dispose();
        Assert.False(gate.IsWantedAlone);
    }

    [Fact]
    public async Task EnterAlone_LetsOthersIn_WhenItIsCancelled()
    {
        using var gate = new EngineGate();
        using var stop = new CancellationTokenSource();
        var first = await gate.ShareAsync(CancellationToken.None);
        var alone = gate.EnterAloneAsync(stop.Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);

        (await gate.ShareAsync(CancellationToken.None)).Dispose();
        first.Dispose();
        (await gate.EnterAloneAsync(CancellationToken.None)).Dispose();
    }
}
