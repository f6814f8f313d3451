using System.Runtime.CompilerServices;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Supervision;

/// <summary>
/// Keeps one model served: starts its process when somebody needs it, starts another when it dies,
/// and tells everyone who waits when it is ready or why it cannot be.
/// </summary>
internal sealed class EngineSupervisor(string modelPath, EngineOptions options, AdmissionDesk desk, TimeProvider time, ILogger logger)
    : IEngine, IResident, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly StatusFeed _feed = new();
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource<ReadyEngine> _ready = NewReady();
    private Task? _life;
    private int _askers;
    private int _openCalls;
    private long _lastUsedTicks = time.GetUtcNow().UtcTicks;
    private volatile EngineStatus _status = new(
        modelPath, EngineState.Stopped, 0, null, 0, null, null, null, [], 0, time.GetUtcNow());

    public string ModelPath => modelPath;

    public EngineStatus Status => _status;

    public bool IsBusy => Volatile.Read(ref _openCalls) + Volatile.Read(ref _askers) > 0;

    public DateTimeOffset LastUsed => new(Interlocked.Read(ref _lastUsedTicks), TimeSpan.Zero);

    public IDisposable Subscribe(Action<EngineStatus> onChange) => _feed.Subscribe(onChange);

    public async Task<EngineModel> WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        (await ReadyAsync(cancellationToken)).Model;

    public async Task<IReadOnlyList<int>> CountTokensAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        using var use = Use();
        while (true)
        {
            var ready = await ReadyAsync(cancellationToken);
            try
            {
                return await ready.Connection.CountTokensAsync(prompts, cancellationToken);
            }
            catch (EngineReloadedException)
            {
                // Counting has no half-done state: the engine that comes next does it.
            }
        }
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var use = Use();
        var ready = await ReadyAsync(cancellationToken);
        await foreach (var @event in ready.Connection.GenerateAsync(requests, cancellationToken))
            yield return @event;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task? life;
        lock (_gate)
            life = _life;
        if (life is not null)
            await life;
        _stopping.Dispose();
    }

    private EngineUse Use()
    {
        Interlocked.Increment(ref _openCalls);
        return new EngineUse(() =>
        {
            Touch();
            Interlocked.Decrement(ref _openCalls);
        });
    }

    private void Touch() => Interlocked.Exchange(ref _lastUsedTicks, time.GetUtcNow().UtcTicks);

    private async Task<ReadyEngine> ReadyAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _askers);
        try
        {
            return await WhenReady().WaitAsync(cancellationToken);
        }
        finally
        {
            Touch();
            Interlocked.Decrement(ref _askers);
        }
    }

    /// <summary>A failed engine is tried again each time somebody asks: the file may have been mended.</summary>
    private Task<ReadyEngine> WhenReady()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            if (_life is null or { IsCompleted: true })
            {
                if (_ready.Task.IsCompleted)
                    _ready = NewReady();
                _life = Task.Run(SuperviseAsync, CancellationToken.None);
            }

            // A caller may know of the end before the supervisor does.
            if (_ready.Task is { IsCompletedSuccessfully: true, Result.Connection: { IsLost: true } or { IsRetired: true } })
                _ready = NewReady();
            return _ready.Task;
        }
    }

    /// <summary>One stay in memory after another, until it is told to stop, makes room, or the model proves unloadable.</summary>
    private async Task SuperviseAsync()
    {
        try
        {
            while (await StayAsync() == LeaveReason.Reload || !TryRest())
                logger.LogInformation("The engine of {Model} is loaded again.", modelPath);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            GiveUp(new EngineException("engine_stopped", "The engine was stopped because BatchGen is shutting down."), EngineState.Stopped);
        }
        catch (EngineException failure)
        {
            logger.LogError("{Code}: {Message}", failure.Code, failure.Message);
            GiveUp(failure, EngineState.Failed);
        }
    }

    /// <summary>Waits for its place in memory, then lives one life after another until it is asked to leave.</summary>
    private async Task<LeaveReason> StayAsync()
    {
        using var residency = await desk.EnterAsync(this, EngineWishes.Read(modelPath, options), Wait, _stopping.Token);
        var deaths = 0;
        while (true)
        {
            // It may have been asked while its process was dead.
            if (residency.IsLeaving)
                return await residency.LeaveAsked;
            switch (await LiveOnceAsync(residency))
            {
                case EngineLeft:
                    return await residency.LeaveAsked;
                case EngineDied died:
                    deaths = died.WasReady ? 1 : deaths + 1;
                    if (!died.WasReady && deaths >= options.LoadAttempts)
                        throw new EngineException("engine_died_loading", $"The engine died {deaths} times while loading {modelPath}. {died.Sentence}");
                    Announce(Restarted(died.Sentence));
                    await Task.Delay(RestartPolicy.Delay(deaths), time, _stopping.Token);
                    break;
            }
        }
    }

    private async Task<EngineEnd> LiveOnceAsync(Residency residency)
    {
        var settings = residency.Fit.Settings with { Address = EngineAddress.Create(options.SocketDirectory) };
        Announce(_status with
        {
            State = EngineState.Starting,
            LoadProgress = 0,
            ProcessId = null,
            Model = null,
            Activity = null,
            WaitingReason = null,
            Adjustment = residency.Fit.Adjustment,
            Plan = residency.Fit.Plan,
        });
        await using var process = await EngineProcess.StartAsync(settings, logger);
        using var connection = new EngineConnection(settings.Address);
        using var life = new CancellationTokenSource();
        Announce(_status with { State = EngineState.Loading, ProcessId = process.Id });
        var leaving = LeaveWhenAskedAsync(residency, process, connection, life.Token);
        var wasReady = false;
        try
        {
            await WaitUntilListeningAsync(settings.Address, process.Exited);
            await foreach (var reply in connection.WatchStatusAsync(_stopping.Token))
            {
                if (!Follow(reply, process, connection))
                    continue;
                wasReady = true;
                residency.MarkLoaded();
            }
        }
        catch (Exception end) when (end is RpcException or OperationCanceledException)
        {
            // It never answered, or its socket closed: the process ended or is about to.
        }
        finally
        {
            await life.CancelAsync();
            await leaving;
            Unready();
        }

        _stopping.Token.ThrowIfCancellationRequested();
        await EndAsync(process);
        if (connection.IsRetired)
            return new EngineLeft();
        var sentence = process.DescribeEnd();
        logger.LogWarning("{Sentence}", sentence);
        return new EngineDied(wasReady, sentence);
    }

    /// <summary>What runs comes to its end; what cannot, in time, is given back to whoever sent it.</summary>
    private async Task LeaveWhenAskedAsync(Residency residency, EngineProcess process, EngineConnection connection, CancellationToken lifeEnded)
    {
        await ((Task)residency.LeaveAsked).WaitAsync(lifeEnded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (lifeEnded.IsCancellationRequested)
            return;

        connection.Retire();
        Unready();
        Announce(_status with { State = EngineState.Draining });
        await connection.DrainAsync(options.DrainTimeout, time, lifeEnded);
        process.CloseInput();
    }

    private void Wait(string reason) => Announce(_status with
    {
        State = EngineState.Waiting,
        LoadProgress = 0,
        ProcessId = null,
        Problem = null,
        Model = null,
        Activity = null,
        Plan = null,
        Adjustment = null,
        WaitingReason = reason,
    });

    /// <returns>False when somebody asks for it already: then it goes on.</returns>
    private bool TryRest()
    {
        // Told first: a life that somebody starts the moment this one is over must have the last word.
        Announce(_status with { State = EngineState.Stopped, ProcessId = null, Model = null, Activity = null, Plan = null, Adjustment = null });
        lock (_gate)
        {
            if (Volatile.Read(ref _askers) > 0)
                return false;
            _life = null;
            return true;
        }
    }

    private async Task WaitUntilListeningAsync(string address, CancellationToken processExited)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, processExited);
        starting.CancelAfter(options.StartTimeout);
        await EngineSocket.WaitUntilListeningAsync(address, starting.Token);
    }

    /// <returns>True when the model is ready.</returns>
    /// <exception cref="EngineException">The host says the model cannot be served.</exception>
    private bool Follow(StatusReply reply, EngineProcess process, EngineConnection connection)
    {
        if (reply.State == HostStateWire.HostFailed)
            throw new EngineException(reply.FailureCode, reply.FailureMessage);

        var model = reply.Model?.FromWire();
        var status = _status with
        {
            State = connection.IsRetired ? EngineState.Draining : model is null ? EngineState.Loading : EngineState.Ready,
            LoadProgress = reply.LoadProgress,
            Model = model,
            Activity = reply.Activity?.FromWire(),
            Devices = [.. reply.Devices.Select(StatusMapping.FromWire)],
            Gpus = [.. reply.Gpus.Select(GpuMapping.FromWire)],
            ProcessBytes = reply.ProcessBytes,
            Problem = model is null ? _status.Problem : null,
        };
        if (model is not null)
            Ready(new ReadyEngine(connection, model));
        Announce(status);
        EndIfUseless(status, process, connection);
        return model is not null;
    }

    /// <summary>A process that finishes no step, or whose connection broke while it lives, serves nobody.</summary>
    private void EndIfUseless(EngineStatus status, EngineProcess process, EngineConnection connection)
    {
        var hangs = status.Activity is { RunningSequences: > 0 } activity && time.GetUtcNow() - activity.LastStep >= options.HangTimeout;
        if (!hangs && !connection.IsLost)
            return;
        logger.LogError("The engine process {ProcessId} {Reason}; it is ended.", process.Id, hangs ? "finishes no step" : "broke its connection");
        process.Kill();
    }

    /// <summary>The socket closes a moment before the process is gone; one that lingers is ended.</summary>
    private async Task EndAsync(EngineProcess process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        await process.WaitForExitAsync().WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    private void Ready(ReadyEngine engine)
    {
        lock (_gate)
        {
            if (engine.Connection is { IsLost: false, IsRetired: false })
                _ready.TrySetResult(engine);
        }
    }

    private void Unready()
    {
        lock (_gate)
        {
            if (_ready.Task.IsCompleted)
                _ready = NewReady();
        }
    }

    private void GiveUp(EngineException failure, EngineState state)
    {
        Announce(_status with { State = state, Problem = failure.Message, ProcessId = null, Activity = null, WaitingReason = null });
        lock (_gate)
        {
            // In this order, under the lock: whoever asks next must start a new life.
            _life = null;
            _ready.TrySetException(failure);
            _ = _ready.Task.Exception;
        }
    }

    private EngineStatus Restarted(string problem) => _status with
    {
        State = EngineState.Restarting,
        Restarts = _status.Restarts + 1,
        Problem = problem,
        ProcessId = null,
        Activity = null,
    };

    private void Announce(EngineStatus status)
    {
        _status = status with { At = time.GetUtcNow() };
        _feed.Publish(_status);
    }

    private static TaskCompletionSource<ReadyEngine> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record ReadyEngine(EngineConnection Connection, EngineModel Model);

    private abstract record EngineEnd;

    private sealed record EngineDied(bool WasReady, string Sentence) : EngineEnd;

    /// <summary>On purpose.</summary>
    private sealed record EngineLeft : EngineEnd;
}
