using System.Diagnostics;
using System.Runtime.CompilerServices;
using BatchGen.Batches.Data;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Usage;
using BatchGen.Engine.Client;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Live;

/// <summary>Adds live answers to the day's sums of whoever asks, which quotas go by.</summary>
public sealed class LiveMeter(IDbContextFactory<BatchGenDbContext> contexts, TimeProvider time)
{
    /// <summary>The events as they are. What was generated counts too when the caller leaves before the end.</summary>
    public async IAsyncEnumerable<GenerationEvent> CountAsync(
        Submitter submitter, string modelPath, IAsyncEnumerable<GenerationEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submitter);
        ArgumentNullException.ThrowIfNull(events);
        var used = UsageAmounts.None;
        try
        {
            await foreach (var happened in events.WithCancellation(cancellationToken))
            {
                used = After(used, happened);
                yield return happened;
            }
        }
        finally
        {
            await AddAsync(new UsageAccount(submitter.UserId, submitter.ApiKeyId, WorkSource.Live, modelPath), used);
        }
    }

    /// <summary>What began counts as cancelled until it is known how it ended.</summary>
    private static UsageAmounts After(UsageAmounts used, GenerationEvent happened) => happened switch
    {
        GenerationFinished finished => UsageAmounts.Of(finished.Result) with { SucceededItems = 1 },
        GenerationFailed => used with { FailedItems = 1, CancelledItems = 0 },
        // A piece is a token or more, and until the end nobody says how many.
        GenerationText => used with { CancelledItems = 1, GeneratedTokens = used.GeneratedTokens + 1 },
        GenerationStarted => used with { CancelledItems = 1 },
        GenerationQueued => used,
        _ => throw new UnreachableException($"What is {happened.GetType().Name}?"),
    };

    private async Task AddAsync(UsageAccount account, UsageAmounts used)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await db.AddUsageAsync(account, used, time.GetUtcNow(), CancellationToken.None);
    }
}
