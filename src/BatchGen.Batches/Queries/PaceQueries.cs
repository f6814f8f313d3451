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
            // Figures of a batch of several models are no one model's.
            .Where(batch => batch.ModelPath == modelPath && batch.Models.Count == 0)
            .Where(batch => batch.State == BatchState.Completed && batch.SucceededItems > 0 && batch.CompletionTokens > 0)
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

/// <summary>How fast batches of one model really were: the basis of an estimate, never a promise.</summary>
/// <param name="Batches">How many were looked at.</param>
/// <param name="Items">Of those batches, with an answer.</param>
/// <param name="PromptTokens">Of those batches.</param>
/// <param name="CompletionTokens">Of those batches.</param>
/// <param name="Duration">From the start of each to its end, added up.</param>
public sealed record MeasuredPace(int Batches, int Items, long PromptTokens, long CompletionTokens, TimeSpan Duration)
{
    /// <summary>Prompt and answer tokens together, per second of a batch's own time.</summary>
    public double TokensPerSecond => (PromptTokens + CompletionTokens) / Duration.TotalSeconds;

    /// <summary>Of an answer, on average.</summary>
    public double AnswerTokens => (double)CompletionTokens / Items;

    /// <summary>
    /// Time = (prompt tokens + items × average answer) ÷ measured tokens a second. Answers are taken to be as long as
    /// they were, at most as long as they may be.
    /// </summary>
    /// <param name="generations">Answers that are to be generated: items, or the chunks of those that are cut.</param>
    /// <param name="maxAnswerTokens">Null where answers have no limit of their own.</param>
    public TimeSpan Estimate(long promptTokens, long generations, int? maxAnswerTokens)
    {
        var answer = maxAnswerTokens is { } most ? Math.Min(most, AnswerTokens) : AnswerTokens;
        return TimeSpan.FromSeconds((promptTokens + (generations * answer)) / TokensPerSecond);
    }
}
