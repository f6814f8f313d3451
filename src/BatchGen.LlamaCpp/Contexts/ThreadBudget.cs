namespace BatchGen.LlamaCpp.Contexts;

/// <summary>
/// A context's share of the machine's cores. llama.cpp's threads spin while they wait for each other: two contexts of two threads
/// on two cores did not finish in 60 s what one thread each did in 0.6 s, and 5,000 threads hang. So all contexts of the process
/// together get no more threads than there are cores, and at least one each.
/// </summary>
internal sealed class ThreadBudget : IDisposable
{
    private static readonly Lock Gate = new();
    private static int _taken;
    private bool _returned;

    private ThreadBudget(int count) => Count = count;

    public int Count { get; }

    public static ThreadBudget Take(int wanted)
    {
        lock (Gate)
        {
            var budget = new ThreadBudget(Math.Clamp(Environment.ProcessorCount - _taken, 1, wanted));
            _taken += budget.Count;
            return budget;
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            _taken -= _returned ? 0 : Count;
            _returned = true;
        }
    }
}
