using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Queries;

/// <summary>Finds what needs a person, however many batches came after it.</summary>
public sealed class AttentionQueries(IDbContextFactory<BatchGenDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a failure is shown: a night and the day after it.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromDays(1);

    /// <param name="ownerId">Only this user's; null takes everybody's.</param>
    /// <param name="most">Of each kind: waiting batches, failed batches, refused schedules.</param>
    public async Task<AttentionList> ReadAsync(long? ownerId, int most, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Shown;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batches = db.Batches.WithParts().Where(
            batch => ownerId == null || batch.OwnerId == ownerId);

        // By the index of states: batches without an end are few.
        var waiting = await batches
            .WhereActive()
            .Where(batch => batch.WaitingReason != null)
            .OrderByDescending(batch => batch.Id)
            .Take(most)
            .ToListAsync(cancellationToken);

        // By the index of ends, from the newest back: no further than a day, whatever is stored.
        var failed = await batches
            .Where(batch => batch.FinishedAt >= since && (batch.State == BatchState.Failed || batch.FailedItems > 0))
            .OrderByDescending(batch => batch.FinishedAt)
            .Take(most)
            .ToListAsync(cancellationToken);
        return new AttentionList([.. waiting.Concat(failed).Select(BatchSummary.Of)], await ReadRefusedAsync(db, ownerId, since, most, cancellationToken));
    }

    /// <summary>One seek a schedule. What is switched off, or ran for the last time, is shown for a day only.</summary>
    private static Task<List<RefusedSchedule>> ReadRefusedAsync(
        BatchGenDbContext db, long? ownerId, DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        var refused =
            from schedule in db.Schedules
            join run in db.ScheduleRuns on schedule.Runs.Max(last => (long?)last.Id) equals run.Id
            where (ownerId == null || schedule.OwnerId == ownerId)
            where run.State == RunState.Refused && (schedule.IsEnabled || run.At >= since)
            orderby run.At descending
            select new RefusedSchedule(schedule.Id, schedule.Name, run.At, run.Note);
        return refused.Take(most).ToListAsync(cancellationToken);
    }
}

/// <summary>What a person should look at; empty when all is well.</summary>
/// <param name="Batches">Those that wait for something, then those that ended with failures, newest first.</param>
/// <param name="Schedules">Newest refusal first.</param>
public sealed record AttentionList(IReadOnlyList<BatchSummary> Batches, IReadOnlyList<RefusedSchedule> Schedules)
{
    public static AttentionList Empty { get; } = new([], []);
}

/// <summary>A schedule whose last run brought no batch about.</summary>
/// <param name="At">When it was to run.</param>
/// <param name="Note">Why it was refused.</param>
public sealed record RefusedSchedule(long Id, string Name, DateTimeOffset At, Sentence? Note);
