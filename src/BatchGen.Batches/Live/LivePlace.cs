namespace BatchGen.Batches.Live;

/// <summary>A place in a model's queue of live requests; free again when disposed.</summary>
public sealed class LivePlace : IDisposable
{
    private Action? _leave;

    internal LivePlace(string modelPath, Action leave)
    {
        ModelPath = modelPath;
        _leave = leave;
    }

    public string ModelPath { get; }

    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
