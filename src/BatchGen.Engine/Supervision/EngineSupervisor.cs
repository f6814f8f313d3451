using System.Runtime.CompilerServices;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Supervision;

/// <summary>
/// Keeps one model served: starts its process when somebody needs it, starts another when it dies,
/// and tells everyone who waits when it is ready or why it cannot be.
/// </summary>
internal sealed class EngineSupervisor : IEngine, IResident, IAsyncDisposable
{
    /// <summary>One more, and the prompts themselves are taken for the cause.</summary>
    private const int MostLossesWhileCounting = 3;

    private readonly EngineSurroundings _around;
    private readonly StatusBoard _board;
    private readonly EngineUses _uses;
    private readonly EngineReadiness _readiness;
    private readonly CancellationTokenSource _stopping = new();

    public EngineSupervisor(string modelPath, EngineSurroundings around)
    {
        ModelPath = modelPath;
        _around = around;
        _board = new StatusBoard(modelPath, around.Time);
        _uses = new EngineUses(around.Time);
        _readiness = new EngineReadiness(SuperviseAsync);
        Turns = new SettingsTurns(around.Options, _uses, around.Time);
    }

    public string ModelPath { get; }

    public EngineStatus Status => _board.Current;

    public bool IsBusy => _uses.IsBusy;

    public DateTimeOffset LastUsed => _uses.LastUsed;

    /// <summary>Who may have it loaded with which settings.</summary>
    public SettingsTurns Turns { get; }

    public IDisposable Subscribe(Action<EngineStatus> onChange) => _board.Subscribe(onChange);

    public async Task<EngineModel> WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        (await ReadyAsync(cancellationToken)).Model;

    public async Task<IReadOnlyList<int>> CountTokensAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        using var use = _uses.Call();
        for (var losses = 0; ; losses++)
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
            catch (EngineLostException) when (losses < MostLossesWhileCounting)
            {
                // Ended by something else, most likely: what was to be counted is no reason to refuse a whole batch.
            }
        }
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var use = _uses.Call();
        var ready = await ReadyAsync(cancellationToken);
        await foreach (var @event in ready.Connection.GenerateAsync(requests, cancellationToken))
            yield return @event;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _readiness.CloseAsync();
        Turns.Dispose();
        _stopping.Dispose();
    }

    private async Task<ReadyEngine> ReadyAsync(CancellationToken cancellationToken)
    {
        using var asking = _uses.Ask();
        return await _readiness.WhenReady().WaitAsync(cancellationToken);
    }

    /// <summary>One stay in memory after another, until it is told to stop, makes room, or the model proves unloadable.</summary>
    private async Task SuperviseAsync()
    {
        try
        {
            while (await StayAsync() == LeaveReason.Reload || !TryRest())
                _around.Logger.LogInformation("The engine of {Model} is loaded again.", ModelPath);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            GiveUp(new EngineException("engine_stopped", "The engine was stopped because BatchGen is shutting down."), EngineState.Stopped);
        }
        catch (EngineException failure)
        {
            _around.Logger.LogError("{Code}: {Message}", failure.Code, failure.Message);
            GiveUp(failure, EngineState.Failed);
        }
        catch (Exception unexpected)
        {
            // Whoever waits is told, whatever it was: nobody else would ever answer them.
            _around.Logger.LogError(unexpected, "The engine of {Model} ended in an error that nobody expected.", ModelPath);
            GiveUp(Unexpected(unexpected), EngineState.Failed);
        }
    }

    private static EngineException Unexpected(Exception error) => new(
        "engine_error",
        $"The engine ended in an error that nobody expected; the log has the details, and it is started again when somebody asks for it. The error was: {ForeignMessage.Of(error)}",
        error);

    private Task<LeaveReason> StayAsync() =>
        new EngineStay(this, Turns.BeginStay(), _board, _readiness, _around, _stopping.Token).RunAsync();

    private bool TryRest()
    {
        // Told first: a life that somebody starts the moment this one is over must have the last word.
        _board.Rested();
        Turns.EndStays();
        return _readiness.TryRest(_uses);
    }

    private void GiveUp(EngineException failure, EngineState state)
    {
        _board.GaveUp(failure, state);
        Turns.EndStays();
        _readiness.GiveUp(failure);
    }
}
