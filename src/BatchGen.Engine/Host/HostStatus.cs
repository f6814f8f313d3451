using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Host;

/// <summary>What the host says of itself. Written by the session's thread, read by every watcher.</summary>
internal sealed class HostStatus
{
    private readonly Lock _gate = new();
    private StatusReply _current = new() { State = HostStateWire.HostLoading };
    private readonly Pulse _changes = new();
    private int _openCalls;

    /// <summary>A copy with the present state; activity and memory figures are added by the caller.</summary>
    public StatusReply Current
    {
        get
        {
            lock (_gate)
                return _current.Clone();
        }
    }

    /// <summary>Completes at the next change.</summary>
    public Task Changed => _changes.Next;

    /// <summary>Somebody is being served: watchers want to hear more often.</summary>
    public bool HasWork => Volatile.Read(ref _openCalls) > 0;

    /// <summary>Tells watchers at once that work begins. Dispose when the call ends.</summary>
    public IDisposable BeginWork()
    {
        Interlocked.Increment(ref _openCalls);
        _changes.Beat();
        return new Work(this);
    }

    public void Loading(float progress) => Set(new StatusReply { State = HostStateWire.HostLoading, LoadProgress = progress });

    public void Ready(EngineModel model) =>
        Set(new StatusReply { State = HostStateWire.HostReady, LoadProgress = 1, Model = model.ToWire() });

    public void Failed(RuntimeException failure) => Set(new StatusReply
    {
        State = HostStateWire.HostFailed,
        FailureCode = failure.Code,
        FailureMessage = failure.Message,
    });

    private void Set(StatusReply next)
    {
        lock (_gate)
            _current = next;
        _changes.Beat();
    }

    private sealed class Work(HostStatus status) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref status._openCalls);
    }
}
