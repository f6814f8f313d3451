using System.Runtime.CompilerServices;
using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Supervision;

/// <summary>
/// Keeps one model served: starts its process when somebody needs it, starts another when it dies,
/// and tells everyone who waits when it is ready or why it cannot be.
/// </summary>
internal sealed class EngineSupervisor(string modelPath, EngineOptions options, TimeProvider time, ILogger logger)
    : IEngine, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly StatusFeed _feed = new();
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource<ReadyEngine> _ready = NewReady();
    private Task? _life;
    private volatile EngineStatus _status = new(
        modelPath, EngineState.Stopped, 0, null, 0, null, null, null, [], 0, time.GetUtcNow());

    public string ModelPath => modelPath;

    public EngineStatus Status => _status;

    public IDisposable Subscribe(Action<EngineStatus> onChange) => _feed.Subscribe(onChange);

    public async Task<EngineModel> WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        (await ReadyAsync(cancellationToken)).Model;

    public async Task<IReadOnlyList<int>> CountTokensAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        var ready = await ReadyAsync(cancellationToken);
        return await ready.Connection.CountTokensAsync(prompts, cancellationToken);
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
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

    /// <summary>A failed engine is tried again each time somebody asks: the file may have been mended.</summary>
    private Task<ReadyEngine> ReadyAsync(CancellationToken cancellationToken)
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

            // A caller may know of the death before the supervisor does.
            if (_ready.Task is { IsCompletedSuccessfully: true, Result.Connection.IsLost: true })
                _ready = NewReady();
            return _ready.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>One life after another, until it is told to stop or the model proves unloadable.</summary>
    private async Task SuperviseAsync()
    {
        var deaths = 0;
        try
        {
            while (true)
            {
                var end = await LiveOnceAsync();
                deaths = end.WasReady ? 1 : deaths + 1;
                if (!end.WasReady && deaths >= options.LoadAttempts)
                    throw new EngineException("engine_died_loading", $"The engine died {deaths} times while loading {modelPath}. {end.Sentence}");
                Announce(Restarted(end.Sentence));
                await Task.Delay(RestartPolicy.Delay(deaths), time, _stopping.Token);
            }
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

    private async Task<EngineEnd> LiveOnceAsync()
    {
        RequireModelFile();
        var settings = Settings();
        Announce(_status with { State = EngineState.Starting, LoadProgress = 0, ProcessId = null, Model = null, Activity = null });
        await using var process = await EngineProcess.StartAsync(settings, logger);
        using var connection = new EngineConnection(settings.Address);
        Announce(_status with { State = EngineState.Loading, ProcessId = process.Id });
        var wasReady = false;
        try
        {
            await WaitUntilListeningAsync(settings.Address, process.Exited);
            await foreach (var reply in connection.WatchStatusAsync(_stopping.Token))
                wasReady |= Follow(reply, process, connection);
        }
        catch (Exception end) when (end is RpcException or OperationCanceledException)
        {
            // It never answered, or its socket closed: the process ended or is about to.
        }
        finally
        {
            Unready();
        }

        _stopping.Token.ThrowIfCancellationRequested();
        await EndAsync(process);
        var sentence = process.DescribeEnd();
        logger.LogWarning("{Sentence}", sentence);
        return new EngineEnd(wasReady, sentence);
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
            State = model is null ? EngineState.Loading : EngineState.Ready,
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
            if (!engine.Connection.IsLost)
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
        Announce(_status with { State = state, Problem = failure.Message, ProcessId = null, Activity = null });
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

    private void RequireModelFile()
    {
        if (!File.Exists(modelPath))
        {
            throw new EngineException(
                "model_not_found",
                $"There is no model file at {modelPath}. Set Models:Default (or --model) to a GGUF file.");
        }
    }

    private EngineSettings Settings() => new(
        EngineAddress.Create(options.SocketDirectory),
        EngineSetup.Model(options, modelPath),
        EngineSetup.Context(options),
        options.ContextLimitTokens,
        options.DefaultMaxTokens,
        options.AllowCpuFallback);

    private static TaskCompletionSource<ReadyEngine> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record ReadyEngine(EngineConnection Connection, EngineModel Model);

    private sealed record EngineEnd(bool WasReady, string Sentence);
}
