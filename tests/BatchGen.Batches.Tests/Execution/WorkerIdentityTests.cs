using BatchGen.Batches.Execution;

namespace BatchGen.Batches.Tests.Execution;

public sealed class WorkerIdentityTests
{
    [Fact]
    public void IsSurelyGone_IsFalse_WhenTheClaimIsItsOwn()
    {
        var worker = new WorkerIdentity();

        Assert.False(worker.IsSurelyGone(worker.NewClaim()));
    }

    [Fact]
    public void IsSurelyGone_IsTrue_WhenAnEarlierProcessHadTheSameId() =>
        Assert.True(new WorkerIdentity().IsSurelyGone(new WorkerIdentity().NewClaim()));

    [Theory]
    [InlineData("another-machine", int.MaxValue, false)]
    [InlineData(null, int.MaxValue, true)]
    [InlineData(null, 1, false)]
    public void IsSurelyGone_LooksAtTheProcess_WhenItIsOfThisMachine(string? machine, int processId, bool isGone) =>
        Assert.Equal(isGone, new WorkerIdentity().IsSurelyGone($"{machine ?? Environment.MachineName}/{processId}/nonce/nonce"));
}
