using System.Collections.Concurrent;
using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Inference.Sentences;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Schedules;

/// <summary>
/// Submits what is due. That a schedule is due is taken in one transaction together with the row of its run, so of
/// several machines one submits it; a run that was left in starting, by a crash or by an error, is begun again by the
/// upkeep, and its batch exists once because a run's id is unique among batches.
/// </summary>
public sealed class ScheduleRunner(
    IDbContextFactory<BatchGenDbContext> contexts,
    BatchTemplates templates,
    BatchSchedules schedules,
    BatchSubmission submission,
    WatchedFolders folders,
    IOptionsMonitor<ScheduleOptions> options,
    TimeProvider time,
    ILogger<ScheduleRunner> logger)
{
    /// <summary>Errors that nobody expected before a run is given up, with the last of them as its reason.</summary>
    private const int MostFailures = 5;

    private readonly ConcurrentDictionary<long, bool> _starting = [];
    private readonly ScheduledSubmission _submission = new(contexts, templates, submission, folders);

    /// <summary>Submits every schedule whose time has come.</summary>
    /// <returns>When the next one is due; null when none is.</returns>
    public async Task<DateTimeOffset?> RunDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = await db.Schedules.Where(schedule => schedule.NextRunAt <= now).OrderBy(schedule => schedule.NextRunAt).Select(schedule => schedule.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in due)
            await TryOneDueAsync(id, cancellationToken);
        // What could not be taken is still due, and is no reason to look again at once.
        return await db.Schedules.Where(schedule => schedule.NextRunAt > now).MinAsync(schedule => schedule.NextRunAt, cancellationToken);
    }

    /// <summary>A run by hand: now, whatever its time, its last batch or its switch.</summary>
    public Task<ScheduleOutcome> RunNowAsync(long id, CancellationToken cancellationToken) => RunNowAsync(id, key: null, cancellationToken);

    /// <param name="key">The idempotency key that the call came with.</param>
    public async Task<ScheduleOutcome> RunNowAsync(long id, HeldKey? key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(schedule => schedule.Id == id, cancellationToken);
        if (schedule is null)
            return new ScheduleRefused(ScheduleErrorCodes.NotFound, "There is no such schedule; it may have been deleted.");
        try
        {
            var runs = await NewRunsAsync(db, schedule, note: null, cancellationToken);
            if (runs.Count == 0)
                return new ScheduleRefused(
                    ScheduleErrorCodes.NoNewFile,
                    $"There is no new file in '{schedule.Folder}': files end in .jsonl, .txt, .csv or .zip, and one that is still being written waits.");
            db.ScheduleRuns.AddRange(runs);
            await KeptAnswers.RecordAsync(db, key, id.ToString(CultureInfo.InvariantCulture), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await StartAsync(runs, cancellationToken);
            return new ScheduleRan(await schedules.ListRunsAsync(id, before: null, runs.Count, cancellationToken));
        }
        catch (ScheduleException refusal)
        {
            return new ScheduleRefused(refusal.Code, refusal.Sentence);
        }
        catch (DbUpdateException) when (!db.Schedules.Any(schedule => schedule.Id == id))
        {
            return new ScheduleRefused(ScheduleErrorCodes.NotFound, "There is no such schedule; it may have been deleted.");
        }
    }

    /// <summary>The Hangfire job that begins again what was left between the decision and the batch.</summary>
    [JobDisplayName("Run {0} of a schedule")]
    public async Task StartAsync(long runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ScheduleRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == runId && run.State == RunState.Starting, cancellationToken) is { } run)
            await StartAsync([run], cancellationToken);
    }

    /// <summary>Whether this process is at it just now.</summary>
    internal bool IsStarting(long runId) => _starting.ContainsKey(runId);

    private async Task TryOneDueAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            await RunOneDueAsync(id, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The others are due all the same.
            logger.LogError(exception, "Schedule {Schedule} could not be run; it is tried again.", id);
        }
    }

    private async Task RunOneDueAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(schedule => schedule.Id == id, cancellationToken);
        // Another machine may have taken it since it was found, and its next time is not due yet.
        if (schedule?.NextRunAt is not { } due || due > time.GetUtcNow())
            return;

        var runs = await DecideAsync(db, schedule, due, cancellationToken);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            if (!await TakeAsync(db, schedule, due, cancellationToken))
                return;
            db.ScheduleRuns.AddRange(runs);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // A crash from here on leaves runs in starting: the upkeep finds them within a minute.
        await StartAsync(runs.FindAll(run => run.State == RunState.Starting), cancellationToken);
        schedules.Announce();
    }

    /// <summary>False when another machine, or a person, was here first.</summary>
    private async Task<bool> TakeAsync(BatchGenDbContext db, Schedule schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var next = schedule.Cron is null ? null : ScheduleRules.TimesOf(schedule.Cron, schedule.TimeZone).After(now)?.ToUniversalTime();
        var isOver = next is null;
        return await db.Schedules
            .Where(other => other.Id == schedule.Id && other.NextRunAt == due)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(other => other.NextRunAt, next)
                    .SetProperty(other => other.LastRunAt, now)
                    .SetProperty(other => other.IsEnabled, other => other.IsEnabled && !isOver),
                cancellationToken) == 1;
    }

    private async Task<List<ScheduleRun>> DecideAsync(BatchGenDbContext db, Schedule schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var isMissed = time.GetUtcNow() - due > options.CurrentValue.MissedAfter;
        if (isMissed && schedule.MissedRuns == MissedRunPolicy.Skip)
            return [Ended(
                schedule,
                RunState.Skipped,
                $"The server was off at {due:yyyy-MM-dd HH:mm} UTC, when this was due, and the schedule leaves out what it missed.")];
        if (schedule.Overlap == OverlapPolicy.Skip && await FindOpenAsync(db, schedule, cancellationToken) is { } open)
            return [Ended(schedule, RunState.Skipped, $"The last batch of this schedule, '{open}', had not ended.")];
        try
        {
            return await NewRunsAsync(db, schedule, isMissed ? InPlaceOf(due) : null, cancellationToken);
        }
        catch (ScheduleException refusal)
        {
            return [Ended(schedule, RunState.Refused, refusal.Sentence)];
        }
    }

    private static Sentence InPlaceOf(DateTimeOffset due) => $"In place of what was missed from {due:yyyy-MM-dd HH:mm} UTC on, while the server was off.";

    private static Task<string?> FindOpenAsync(BatchGenDbContext db, Schedule schedule, CancellationToken cancellationToken) => db.Batches
        .Where(batch => batch.ScheduleId == schedule.Id)
        .WhereNotAtRest()
        .OrderByDescending(batch => batch.Id)
        .Select(batch => (string?)batch.Name)
        .FirstOrDefaultAsync(cancellationToken);

    /// <summary>One for the template's input, or one for each new file; none when there is no new file.</summary>
    private async Task<List<ScheduleRun>> NewRunsAsync(BatchGenDbContext db, Schedule schedule, Sentence? note, CancellationToken cancellationToken)
    {
        if (schedule.Folder is null)
            return [Starting(schedule, note, file: null)];
        var taken = await db.ScheduleRuns
            .Where(run => run.ScheduleId == schedule.Id && run.FileHash != null)
            .Where(run => schedule.ReadFiles == ReadFilePolicy.Remember || run.State == RunState.Starting)
            .Select(run => run.FileHash!)
            .ToHashSetAsync(cancellationToken);
        var files = await folders.FindNewAsync(schedule.Folder, taken.Contains, cancellationToken);
        return [.. files.Select(file => Starting(schedule, note, file))];
    }

    private async Task StartAsync(IReadOnlyList<ScheduleRun> runs, CancellationToken cancellationToken)
    {
        foreach (var run in runs)
            _starting[run.Id] = true;
        try
        {
            foreach (var run in runs)
                await StartAsync(run, cancellationToken);
        }
        finally
        {
            foreach (var run in runs)
                _starting.TryRemove(run.Id, out _);
        }
    }

    private async Task StartAsync(ScheduleRun run, CancellationToken cancellationToken)
    {
        // A crash here leaves the run starting: the upkeep finds it within a minute.
        CrashPoints.Pass(CrashPoint.RunStored);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var schedule = await db.Schedules.AsNoTracking().Include(schedule => schedule.Owner).SingleOrDefaultAsync(
            schedule => schedule.Id == run.ScheduleId, cancellationToken);
        if (schedule is null)
            return;

        var end = await FindBatchAsync(db, run, cancellationToken) is { } batch
            ? RunEnd.Submitted(run, batch)
            : await TrySubmitAsync(db, schedule, run, cancellationToken);
        // A crash here too: the batch carries the run's id, and is found by it.
        CrashPoints.Pass(CrashPoint.RunSubmitted);
        // Another process may have been at the same run, and its word stands.
        var ended = await db.ScheduleRuns
            .Where(other => other.Id == run.Id && other.State == RunState.Starting)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(other => other.State, end.State)
                    .SetProperty(other => other.BatchPublicId, end.BatchPublicId)
                    .SetProperty(other => other.Note, end.Note)
                    .SetProperty(other => other.Failures, run.Failures),
                cancellationToken);
        if (ended == 0 || end.State == RunState.Starting)
            return;
        // A crash before this line: the file stays, and its content is known only to a schedule
        // that remembers; else it runs again, as a file put there twice does.
        if (schedule is { Folder: { } folder, ReadFiles: ReadFilePolicy.Move } && run.FileName is { } name && !end.LeavesFile)
            WatchedFolders.Move(folder, name, end.State == RunState.Submitted ? "done" : "refused");
        schedules.Announce();
    }

    /// <summary>An error nobody expected leaves the run starting, to be tried again, and after several of them it is refused.</summary>
    private async Task<RunEnd> TrySubmitAsync(BatchGenDbContext db, Schedule schedule, ScheduleRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await _submission.SubmitAsync(schedule, run, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (await FindBatchAsync(db, run, cancellationToken) is { } batch)
                return RunEnd.Submitted(run, batch);
            logger.LogError(exception, "Run {Run} of schedule {Schedule} failed.", run.Id, schedule.Id);
            return ++run.Failures < MostFailures
                ? new RunEnd(RunState.Starting, null, TriedAgain(exception))
                : new RunEnd(RunState.Refused, null, GivenUp(run, exception));
        }
    }

    private static Sentence TriedAgain(Exception exception) =>
        $"It could not be started and is tried again soon. The error was: {StoredText.Clean(exception.Message)}";

    private static Sentence GivenUp(ScheduleRun run, Exception exception) =>
        $"It could not be started {run.Failures} times and was given up. The last error was: {StoredText.Clean(exception.Message)}";

    private static Task<string?> FindBatchAsync(BatchGenDbContext db, ScheduleRun run, CancellationToken cancellationToken) => db.Batches
        .Where(batch => batch.ScheduleRunId == run.Id)
        .Select(batch => (string?)batch.PublicId)
        .SingleOrDefaultAsync(cancellationToken);

    private ScheduleRun Starting(Schedule schedule, Sentence? note, WatchedFile? file) => new()
    {
        ScheduleId = schedule.Id, At = time.GetUtcNow(), State = RunState.Starting, Note = note, FileName = file?.Name, FileHash = file?.Hash,
    };

    private ScheduleRun Ended(Schedule schedule, RunState state, Sentence note) => new()
    {
        ScheduleId = schedule.Id, At = time.GetUtcNow(), State = state, Note = note,
    };
}

/// <summary>Hands runs to Hangfire, by id only, beside the files of orders: a model may have to load for them.</summary>
internal sealed class ScheduleRunQueue(IBackgroundJobClient jobs)
{
    public void Enqueue(long runId) => jobs.Enqueue<ScheduleRunner>(JobQueues.Validate, runner => runner.StartAsync(runId, CancellationToken.None));
}
