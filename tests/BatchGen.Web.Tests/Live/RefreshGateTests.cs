using BatchGen.Web.Live;

namespace BatchGen.Web.Tests.Live;

public sealed class RefreshGateTests
{
    [Fact]
    public async Task AskAsync_ReadsOnceMore_WhenAskedManyTimesMeanwhile()
    {
        var reads = 0;
        var reading = new TaskCompletionSource();
        var gate = new RefreshGate(
            () =>
            {
                reads++;
                return reading.Task;
            },
            TimeProvider.System,
            TimeSpan.Zero);

        var first = gate.AskAsync();
        for (var i = 0; i < 10; i++)
            await gate.AskAsync();
        reading.SetResult();
        await first;

        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task AskAsync_OpensAgain_WhenAReadingFailed()
    {
        var reads = 0;
        var gate = new RefreshGate(
            () => ++reads == 1 ? Task.FromException(new InvalidOperationException("once")) : Task.CompletedTask, TimeProvider.System, TimeSpan.Zero);

        await Assert.ThrowsAsync<InvalidOperationException>(gate.AskAsync);
        await gate.AskAsync();

        Assert.Equal(2, reads);
    }
}
