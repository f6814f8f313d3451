namespace BatchGen.Inference.Runtime.Binding;

/// <summary>
/// How many threads compute a step on the CPU: all of them while the machine is ours, fewer while other programs work.
/// ggml's threads spin for each other many times a layer, so one that waits for a core stops all: with two threads on two
/// busy cores a step took ten times as long as with one, and a thread pool that does not poll changed nothing.
/// </summary>
/// <remarks>
/// A thread that spins uses its core, so a step's processor time over its wall time says how many of our threads ran.
/// With N threads that each got the share s of P cores, others keep P/s − N threads busy, and N + P − P/s cores are left.
/// When fewer threads run unhindered, all are tried again for one step; each try that fails doubles the wait for the next.
/// </remarks>
public sealed class ComputeThreads
{
    /// <summary>Below it others work; our own other threads and the system take some of the rest.</summary>
    private const double Hindered = 0.8;

    /// <summary>Processor times are counted in ticks of up to 16 ms.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly int _most;
    private readonly int _processors;

    private TimeSpan _wall;
    private TimeSpan _processor;
    private TimeSpan _unhindered;
    private TimeSpan _wait = ShortestWait;

    /// <param name="most">Threads while nobody else works, 1 or more.</param>
    /// <param name="processors">Cores of the machine.</param>
    public ComputeThreads(int most, int processors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(processors, 1);
        _most = most;
        _processors = processors;
        Current = most;
    }

    /// <summary>Threads for the next step, 1 or more.</summary>
    public int Current { get; private set; }

    /// <summary>Takes what a step of <see cref="Current"/> threads took.</summary>
    /// <param name="wall">Time that passed.</param>
    /// <param name="processor">Processor time of the whole process meanwhile.</param>
    public void Observe(TimeSpan wall, TimeSpan processor)
    {
        if (_most == 1)
            return;
        _wall += wall;
        _processor += processor;
        if (_wall < Window)
            return;
        var share = Math.Clamp(_processor / _wall / Current, 1e-3, 1);
        if (Current == _most)
            LeaveToOthers(share);
        else
            TryAgain(share);
        _wall = _processor = TimeSpan.Zero;
    }

    private void LeaveToOthers(double share)
    {
        if (share >= Hindered)
        {
            _wait = ShortestWait;
            return;
        }

        Current = Math.Clamp((int)Math.Round(_most + _processors - (_processors / share)), 1, _most - 1);
        _unhindered = TimeSpan.Zero;
    }

    private void TryAgain(double share)
    {
        _unhindered = share >= Hindered ? _unhindered + _wall : TimeSpan.Zero;
        if (_unhindered < _wait)
            return;
        _wait = _wait < LongestWait ? _wait * 2 : LongestWait;
        Current = _most;
    }
}
