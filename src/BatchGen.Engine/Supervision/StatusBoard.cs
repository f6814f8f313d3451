using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Supervision;

/// <summary>What everybody may read of an engine, and who is told when it changes.</summary>
internal sealed class StatusBoard(string modelPath, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly ChangeListeners<EngineStatus> _listeners = new();
    private volatile EngineStatus _status = new(
        modelPath, EngineState.Stopped, 0, null, 0, null, null, null, [], 0, time.GetUtcNow());

    public EngineStatus Current => _status;

    public IDisposable Subscribe(Action<EngineStatus> listener) => _listeners.Add(listener);

    public void Waiting(Sentence reason) => Announce(status => Unloaded(status) with
    {
        State = EngineState.Waiting,
        Problem = null,
        WaitingReason = reason,
    });

    public void Starting(EngineFit fit) => Announce(status => Unloaded(status) with
    {
        State = EngineState.Starting,
        Adjustment = fit.Adjustment,
        Plan = fit.Plan,
    });

    public void Loading(int processId) => Announce(status => status with { State = EngineState.Loading, ProcessId = processId });

    public void Draining() => Announce(status => status with { State = EngineState.Draining });

    /// <param name="problem">How it died, as a sentence.</param>
    public void Restarting(Sentence problem) => Announce(status => status with
    {
        State = EngineState.Restarting,
        Restarts = status.Restarts + 1,
        Problem = problem,
        ProcessId = null,
        Activity = null,
    });

    /// <summary>On purpose not in memory any more.</summary>
    public void Rested() => Announce(status => Unloaded(status) with { State = EngineState.Stopped });

    public void GaveUp(EngineException failure, EngineState state) => Announce(status => status with
    {
        State = state,
        Problem = failure.Sentence,
        LoadFailure = state == EngineState.Failed ? new LoadFailure(failure.Code, failure.Sentence, time.GetUtcNow()) : status.LoadFailure,
        ProcessId = null,
        Activity = null,
        WaitingReason = null,
    });

    /// <summary>As the process itself says it is.</summary>
    public EngineStatus Heard(StatusReply reply, EngineModel? model, EngineState state) => Announce(status => status with
    {
        State = state,
        LoadProgress = reply.LoadProgress,
        Model = model,
        Activity = reply.Activity?.FromWire(),
        Devices = [.. reply.Devices.Select(StatusMapping.FromWire)],
        Gpus = [.. reply.Gpus.Select(GpuMapping.FromWire)],
        ProcessBytes = reply.ProcessBytes,
        Problem = model is null ? status.Problem : null,
        LoadFailure = model is null ? status.LoadFailure : null,
    });

    private static EngineStatus Unloaded(EngineStatus status) => status with
    {
        LoadProgress = 0,
        ProcessId = null,
        Model = null,
        Activity = null,
        WaitingReason = null,
        Plan = null,
        Adjustment = null,
    };

    /// <summary>Listeners are called outside the lock.</summary>
    private EngineStatus Announce(Func<EngineStatus, EngineStatus> change)
    {
        EngineStatus next;
        lock (_gate)
            _status = next = change(_status) with { At = time.GetUtcNow() };
        _listeners.Announce(next);
        return next;
    }
}
