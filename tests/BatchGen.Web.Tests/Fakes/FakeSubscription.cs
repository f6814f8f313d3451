namespace BatchGen.Web.Tests.Fakes;

internal sealed class FakeSubscription(Action stop) : IDisposable
{
    public void Dispose() => stop();
}
