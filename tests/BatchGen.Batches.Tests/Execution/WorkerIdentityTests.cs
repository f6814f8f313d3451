using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests.Execution;

public sealed class WorkerIdentityTests
{
    [Fact]
    public void IsSurelyGone_IsFalse_WhenTheClaimIsItsOwn()
    {
        var worker = NewWorker();

        Assert.False(worker.IsSurelyGone(worker.NewClaim()));
    }

    [Fact]
    public void IsSurelyGone_IsTrue_WhenAnEarlierProcessHadTheSameId() =>
        Assert.True(NewWorker().IsSurelyGone(NewWorker().NewClaim()));

    [Theory]
    [InlineData("another-machine", int.MaxValue, false)]
    [InlineData(null, int.MaxValue, true)]
    [InlineData(null, 1, false)]
    public void IsSurelyGone_LooksAtTheProcess_WhenItIsOfThisMachine(string? machine, int processId, bool isGone) =>
        Assert.Equal(isGone, NewWorker().IsSurelyGone($"{machine ?? Environment.MachineName}/{processId}/nonce/nonce"));

    private static WorkerIdentity NewWorker() => new(new NodeIdentity(Options.Create(new NodeOptions())));
}
