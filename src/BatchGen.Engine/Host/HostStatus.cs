using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Host;

/// <summary>What the host says of itself. Written by the session's thread, read by every watcher.</summary>
internal sealed class HostStatus
{
    private readonly Lock _gate = new();
    private StatusReply _current = new() { State = HostStateWire.HostLoading };
    private TaskCompletionSource _changed = NewSignal();

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
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
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
        TaskCompletionSource changed;
        lock (_gate)
        {
            _current = next;
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
