namespace BatchGen.Engine.Tests.Fakes;

internal sealed class FakeSubscription(Action stop) : IDisposable
{
    public void Dispose() => stop();
}
