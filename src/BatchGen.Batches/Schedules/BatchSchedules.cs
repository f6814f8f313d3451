using BatchGen.Batches.Data;
using BatchGen.Batches.Templates;
using BatchGen.Engine;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Schedules;

/// <summary>What people do with schedules, except running one.</summary>
public sealed class BatchSchedules(
    IDbContextFactory<BatchGenDbContext> contexts, BatchTemplates templates, WatchedFolders folders, TimeProvider time)
{
    private readonly ChangeListeners _listeners = new();

    private static ScheduleRefused NotFound { get; } = new(ScheduleErrorCodes.NotFound, "There is no such schedule; it may have been deleted.");

    /// <summary>By name, each with its last run.</summary>
    /// <param name="ownerId">Only this user's; null lists everybody's.</param>
    public async Task<IReadOnlyList<ScheduleSummary>> ListAsync(long? ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var schedules = await db.Schedules.AsNoTracking()
            .Include(schedule => schedule.Template)
            .Where(schedule => ownerId == null || schedule.OwnerId == ownerId)
            .OrderBy(schedule => schedule.Name)
            .ToListAsync(cancellationToken);
        var lasts = new Dictionary<long, RunSummary?>();
        foreach (var schedule in schedules)
            lasts[schedule.Id] = (await ReadRunsAsync(db, schedule.Id, before: null, 1, cancellationToken)).FirstOrDefault();
        return schedules.ConvertAll(schedule => Summarize(schedule, lasts[schedule.Id]));
    }

    /// <summary>Null when there is none of that id.</summary>
    public async Task<ScheduleSummary?> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var schedule = await db.Schedules.AsNoTracking().Include(schedule => schedule.Template).SingleOrDefaultAsync(
            schedule => schedule.Id == id, cancellationToken);
        return schedule is null ? null : Summarize(schedule, (await ReadRunsAsync(db, id, before: null, 1, cancellationToken)).FirstOrDefault());
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">The id of the last run seen; null for the first page.</param>
    public async Task<IReadOnlyList<RunSummary>> ListRunsAsync(long id, long? before, int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadRunsAsync(db, id, before, most, cancellationToken);
    }

    /// <summary>The next times a draft would run, at most five; what hinders it is a refusal, as when it is saved.</summary>
    /// <exception cref="ArgumentNullException">There is no draft.</exception>
    public SchedulePreview Preview(ScheduleDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        try
        {
            var now = time.GetUtcNow();
            var first = ScheduleRules.Next(draft, now);
            var times = draft.Cron is null
                ? [TimeZoneInfo.ConvertTime(first, ScheduleRules.ZoneOf(draft.TimeZone))]
                : ScheduleRules.TimesOf(draft.Cron, draft.TimeZone).After(now, SchedulePreview.MostTimes);
            return new SchedulePreview(times, Problem: null);
        }
        catch (ScheduleException refusal)
        {
            return new SchedulePreview([], refusal.Sentence);
        }
    }

    /// <param name="id">Null makes a new one, which is enabled.</param>
    /// <param name="who">Owns what they make; a change by somebody else leaves it whose it was.</param>
    public async Task<ScheduleOutcome> SaveAsync(long? id, ScheduleDraft draft, Author who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(who);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Neither the schedule nor its template may be deleted between the look and the write.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            ScheduleRules.Require(draft, (await templates.GetAsync(draft.TemplateId, cancellationToken))?.Summary, folders);
            var now = time.GetUtcNow();
            var schedule = id is null
                ? db.Schedules.Add(
                    new Schedule { Name = "", TimeZone = "", CreatedBy = who.Name, OwnerId = who.UserId, CreatedAt = now, IsEnabled = true }).Entity
                : await db.Schedules.SingleOrDefaultAsync(schedule => schedule.Id == id, cancellationToken);
            if (schedule is null)
                return NotFound;
            Apply(schedule, draft);
            // One that is off may have run at its only time; an expression that never comes is refused all the same.
            DateTimeOffset? next = schedule.IsEnabled || draft.Cron is not null ? ScheduleRules.Next(draft, now).ToUniversalTime() : null;
            schedule.NextRunAt = schedule.IsEnabled ? next : null;
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            Announce();
            return new ScheduleSaved(schedule.Id);
        }
        catch (ScheduleException refusal)
        {
            return new ScheduleRefused(refusal.Code, refusal.Sentence);
        }
        catch (DbUpdateConcurrencyException)
        {
            // PostgreSQL lets another transaction delete it all the same.
            return NotFound;
        }
    }

    /// <summary>It runs at its next time again; what it missed meanwhile is not made up for.</summary>
    public Task<ScheduleOutcome> EnableAsync(long id, CancellationToken cancellationToken) => SwitchAsync(id, isEnabled: true, cancellationToken);

    public Task<ScheduleOutcome> DisableAsync(long id, CancellationToken cancellationToken) => SwitchAsync(id, isEnabled: false, cancellationToken);

    /// <summary>With its history; its batches stay.</summary>
    public async Task<ScheduleOutcome> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Schedules.Where(schedule => schedule.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
            return NotFound;
        Announce();
        return new ScheduleDeleted();
    }

    /// <summary>Calls back on any thread after a schedule was changed or has run. Dispose to stop.</summary>
    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    internal void Announce() => _listeners.Announce();

    private async Task<ScheduleOutcome> SwitchAsync(long id, bool isEnabled, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(schedule => schedule.Id == id, cancellationToken);
        if (schedule is null)
            return NotFound;
        DateTimeOffset? next;
        try
        {
            next = isEnabled ? ScheduleRules.Next(ScheduleSummary.DraftOf(schedule), time.GetUtcNow()).ToUniversalTime() : null;
        }
        catch (ScheduleException refusal)
        {
            return new ScheduleRefused(refusal.Code, refusal.Sentence);
        }

        var switched = await db.Schedules
            .Where(schedule => schedule.Id == id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(schedule => schedule.IsEnabled, isEnabled).SetProperty(schedule => schedule.NextRunAt, next), cancellationToken);
        if (switched == 0)
            return NotFound;
        Announce();
        return new ScheduleSaved(id);
    }

    private static void Apply(Schedule schedule, ScheduleDraft draft)
    {
        schedule.Name = StoredText.Clean(draft.Name).Trim();
        schedule.TemplateId = draft.TemplateId;
        schedule.Cron = draft.Cron?.Trim();
        schedule.OnceAt = draft.Cron is null ? draft.OnceAt?.ToUniversalTime() : null;
        schedule.TimeZone = draft.TimeZone;
        schedule.Overlap = draft.Overlap;
        schedule.MissedRuns = draft.MissedRuns;
        schedule.Folder = draft.Folder is null ? null : Path.GetFullPath(draft.Folder);
        schedule.ReadFiles = draft.ReadFiles;
    }

    private static ScheduleSummary Summarize(Schedule schedule, RunSummary? last) => new(
        schedule.Id, ScheduleSummary.DraftOf(schedule), schedule.Template!.Name, schedule.IsEnabled, schedule.NextRunAt, last, schedule.OwnerId);

    private static async Task<List<RunSummary>> ReadRunsAsync(
        BatchGenDbContext db, long scheduleId, long? before, int most, CancellationToken cancellationToken)
    {
        var runs = await db.ScheduleRuns.AsNoTracking()
            .Where(run => run.ScheduleId == scheduleId && (before == null || run.Id < before))
            .OrderByDescending(run => run.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        var ids = runs.ConvertAll(run => run.BatchPublicId);
        var states = await db.Batches
            .Where(batch => ids.Contains(batch.PublicId))
            .ToDictionaryAsync(batch => batch.PublicId, batch => (BatchState?)batch.State, cancellationToken);
        return runs.ConvertAll(run => new RunSummary(
            run.Id, run.At, run.State, run.BatchPublicId, run.BatchPublicId is { } id ? states.GetValueOrDefault(id) : null, run.Note, run.FileName));
    }
}
