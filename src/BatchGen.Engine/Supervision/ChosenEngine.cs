using System.Runtime.CompilerServices;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Supervision;

/// <summary>An engine as one batch asks for it: each piece of work waits until the engine has its settings.</summary>
internal sealed class ChosenEngine(EngineSupervisor engine, EngineChoice choice) : IEngine
{
    private readonly ChangeListeners<EngineStatus> _listeners = new();
    private volatile Sentence? _waitingReason;

    public string ModelPath => engine.ModelPath;

    public EngineStatus Status => AsSeenFromHere(engine.Status);

    public IDisposable Subscribe(Action<EngineStatus> onChange)
    {
        var ofEngine = engine.Subscribe(status => onChange(AsSeenFromHere(status)));
        var ofWaiting = _listeners.Add(onChange);
        return new EngineUse(() =>
        {
            ofEngine.Dispose();
            ofWaiting.Dispose();
        });
    }

    public async Task<EngineModel> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var place = await EnterAsync(cancellationToken);
        return await engine.WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>The tokenizer is the same whatever the settings.</summary>
    public Task<IReadOnlyList<int>> CountTokensAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken) =>
        engine.CountTokensAsync(prompts, cancellationToken);

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var place = await EnterAsync(cancellationToken);
        await foreach (var @event in engine.GenerateAsync(requests, cancellationToken))
            yield return @event;
    }

    private async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await engine.Turns.EnterAsync(choice, Tell, cancellationToken);
        }
        finally
        {
            if (_waitingReason is not null)
                Tell(null);
        }
    }

    private void Tell(Sentence? reason)
    {
        _waitingReason = reason;
        _listeners.Announce(Status);
    }

    private EngineStatus AsSeenFromHere(EngineStatus status) =>
        _waitingReason is { } reason ? status with { WaitingReason = reason } : status;
}
