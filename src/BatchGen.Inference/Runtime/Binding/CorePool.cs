namespace BatchGen.Inference.Runtime.Binding;

/// <summary>
/// Divides the machine's cores between contexts. llama.cpp's threads spin while they wait for each other: two contexts of two threads
/// on two cores did not finish in 60 s what one thread each did in 0.6 s, and 5,000 threads hang. So all contexts of the process
/// together get no more threads than there are cores, and at least one each.
/// </summary>
internal sealed class CorePool(int cores)
{
    private readonly Lock _gate = new();
    private int _taken;

    public static CorePool Machine { get; } = new(Environment.ProcessorCount);

    public CoreShare Take(int wanted)
    {
        lock (_gate)
        {
            var threads = Math.Clamp(cores - _taken, 1, wanted);
            _taken += threads;
            return new CoreShare(this, threads);
        }
    }

    internal void Return(int threads)
    {
        lock (_gate)
            _taken -= threads;
    }
}

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
