namespace BatchGen.LlamaCpp.Contexts;

/// <summary>The threads that one context may use until it is disposed.</summary>
internal sealed class CoreShare(CorePool pool, int threads) : IDisposable
{
    private bool _returned;

    public int Threads => threads;

    public void Dispose()
    {
        if (_returned)
            return;
        _returned = true;
        pool.Return(threads);
    }
}
