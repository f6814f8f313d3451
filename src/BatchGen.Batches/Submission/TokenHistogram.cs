using System.Numerics;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Submission;

/// <summary>Counts prompts by powers of two: inputs of one batch differ in length by orders of magnitude.</summary>
internal sealed class TokenHistogram
{
    private readonly int[] _items = new int[32];

    public void Add(int tokens) => _items[BitOperations.Log2((uint)Math.Max(1, tokens))]++;

    /// <summary>From the first bar with an item to the last; empty ones between them included.</summary>
    public IReadOnlyList<TokenBucket> ToBuckets()
    {
        var first = Array.FindIndex(_items, items => items > 0);
        var last = Array.FindLastIndex(_items, items => items > 0);
        return first < 0 ? [] : [.. Enumerable.Range(first, last - first + 1).Select(Bucket)];
    }

    private TokenBucket Bucket(int power) =>
        new(power == 0 ? 0 : 1 << power, power >= 30 ? int.MaxValue : 1 << (power + 1), _items[power]);
}

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
