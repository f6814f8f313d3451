using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Requests;

/// <summary>Counts prompts with the model's own tokenizer, through deaths of the engine.</summary>
internal sealed class TokenCounter(IEngine engine)
{
    private const int MaxAttempts = 3;

    /// <exception cref="EngineException">The model cannot be loaded, or its engine dies again and again.</exception>
    public async Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await engine.WaitUntilReadyAsync(cancellationToken);
                return await engine.CountTokensAsync(prompts, cancellationToken);
            }
            catch (EngineLostException) when (attempt < MaxAttempts)
            {
                // The supervisor starts another; waiting for it is the next turn's first line.
            }
        }
    }

    /// <summary>The model as it is loaded.</summary>
    public Task<EngineModel> GetModelAsync(CancellationToken cancellationToken) => engine.WaitUntilReadyAsync(cancellationToken);
}
