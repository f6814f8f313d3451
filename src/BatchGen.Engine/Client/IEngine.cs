using BatchGen.Inference.Chat;

namespace BatchGen.Engine.Client;

/// <summary>One model, ready to generate, whatever happens to the process behind it. Thread-safe.</summary>
public interface IEngine
{
    string ModelPath { get; }

    EngineStatus Status { get; }

    /// <summary>Called on every change of state and about twice a second while work runs. Dispose to stop.</summary>
    IDisposable Subscribe(Action<EngineStatus> onChange);

    /// <summary>Starts the process if there is none and waits until the model is loaded.</summary>
    /// <exception cref="EngineException">The model cannot be loaded; the message is a sentence, the code stable.</exception>
    Task<EngineModel> WaitUntilReadyAsync(CancellationToken cancellationToken);

    /// <summary>Counts each prompt's tokens with the model's own tokenizer, in order.</summary>
    Task<IReadOnlyList<int>> CountTokensAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken);

    /// <summary>
    /// Sends requests as they come and yields what happens to them, in any order, until the input ends and every
    /// request has its end. Cancelling it cancels what it sent and nothing else.
    /// </summary>
    /// <exception cref="EngineLostException">The process died. Requests without an end have no result: send them again.</exception>
    IAsyncEnumerable<GenerationEvent> GenerateAsync(IAsyncEnumerable<GenerationRequest> requests, CancellationToken cancellationToken);
}
