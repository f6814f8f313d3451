using BatchGen.Inference.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

public sealed class InboxTests
{
    [Fact]
    public void TryTake_GivesTheOldestFirst_Always()
    {
        var inbox = new Inbox();
        inbox.TryAdd(new CancelItem("a"));
        inbox.TryAdd(new CancelItem("b"));

        Assert.True(inbox.TryTake(out var first));
        Assert.Equal(new CancelItem("a"), first);
        Assert.Equal([new CancelItem("b")], inbox.Close());
        Assert.False(inbox.TryTake(out _));
        Assert.False(inbox.TryAdd(new CancelItem("c")));
    }

    [Fact]
    public void Wait_Returns_WhenItIsCancelledOrSomethingIsThere()
    {
        var inbox = new Inbox();
        inbox.Wait(new CancellationToken(canceled: true));
        inbox.TryAdd(new CancelItem("a"));
        inbox.Wait(CancellationToken.None);

        Assert.True(inbox.TryTake(out _));
    }

    [Fact]
    public async Task Wait_Wakes_WhenAnotherThreadCancels()
    {
        var inbox = new Inbox();
        using var cancellation = new CancellationTokenSource();
        var waiting = Task.Run(() => inbox.Wait(cancellation.Token));
        await cancellation.CancelAsync();

        await waiting;
        Assert.False(inbox.TryTake(out _));
    }
}
