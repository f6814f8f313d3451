namespace BatchGen.Batches.Tests.Testing;

internal sealed class ScratchSubscription(Action stop) : IDisposable
{
    public void Dispose() => stop();
}
