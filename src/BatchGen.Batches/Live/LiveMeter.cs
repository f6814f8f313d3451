using System.Runtime.CompilerServices;
using BatchGen.Batches.Quotas;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Live;

/// <summary>Counts live answers towards the tokens a day of whoever asks.</summary>
public sealed class LiveMeter(QuotaDesk quotas)
{
    /// <summary>The events as they are. What was generated counts too when the caller leaves before the end.</summary>
    public async IAsyncEnumerable<GenerationEvent> CountAsync(
        Submitter submitter, IAsyncEnumerable<GenerationEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        var tokens = 0L;
        try
        {
            await foreach (var happened in events.WithCancellation(cancellationToken))
            {
                tokens = happened switch
                {
                    GenerationFinished finished => finished.Result.PromptTokens + finished.Result.CompletionTokens,
                    // A piece is a token or more, and until the end nobody says how many.
                    GenerationText => tokens + 1,
                    _ => tokens,
                };
                yield return happened;
            }
        }
        finally
        {
            if (tokens > 0)
                await quotas.CountAsync(submitter, tokens, CancellationToken.None);
        }
    }
}
