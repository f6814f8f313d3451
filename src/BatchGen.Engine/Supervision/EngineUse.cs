namespace BatchGen.Engine.Supervision;

/// <summary>One call's use of an engine, until it is disposed.</summary>
internal sealed class EngineUse(Action onEnd) : IDisposable
{
    private Action? _onEnd = onEnd;

    public void Dispose() => Interlocked.Exchange(ref _onEnd, null)?.Invoke();
}
