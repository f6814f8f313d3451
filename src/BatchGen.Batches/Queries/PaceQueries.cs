using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Queries;

/// <summary>How fast a model was so far, from the batches it has completed.</summary>
public sealed class PaceQueries(IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <summary>Enough to even out one odd batch, few enough to follow a change of hardware or settings.</summary>
    private const int Batches = 5;

    /// <summary>Null when the model has completed no batch yet: then nobody knows.</summary>
    public async Task<MeasuredPace?> FindAsync(string modelPath, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batches = await db.Batches.AsNoTracking()
            .Where(batch => batch.ModelPath == modelPath && batch.State == BatchState.Completed && batch.SucceededItems > 0 && batch.CompletionTokens > 0)
            .OrderByDescending(batch => batch.Id)
            .Take(Batches)
            .Select(batch => new { batch.SucceededItems, batch.PromptTokens, batch.CompletionTokens, batch.StartedAt, batch.FinalizingAt, batch.FinishedAt })
            .ToListAsync(cancellationToken);
        // Two ends of one clock: a batch that ended within its tick says nothing.
        var timed = batches.Where(batch => (batch.FinalizingAt ?? batch.FinishedAt) - batch.StartedAt > TimeSpan.Zero).ToList();
        return timed.Count == 0 ? null : new MeasuredPace(
            timed.Count,
            timed.Sum(batch => batch.SucceededItems),
            timed.Sum(batch => batch.PromptTokens),
            timed.Sum(batch => batch.CompletionTokens),
            timed.Aggregate(TimeSpan.Zero, (sum, batch) => sum + ((batch.FinalizingAt ?? batch.FinishedAt) - batch.StartedAt)!.Value));
    }
}
