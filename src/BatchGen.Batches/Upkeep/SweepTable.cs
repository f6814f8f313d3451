using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Files;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Upkeep;

/// <summary>Everything that can be left behind, one row each.</summary>
internal sealed class SweepTable(
    QueueControl queue,
    OpenShards shards,
    ShardQueue shardQueue,
    BatchControl control,
    OrderQueue orderQueue,
    NoticeQueue notices,
    ScheduleRunner schedules,
    ScheduleRunQueue runQueue,
    FileStore files,
    KeptAnswers answers,
    IOptions<NodeOptions> nodes)
{
    /// <summary>Whoever was not reached so long after the end is not told out of the blue later.</summary>
    private static readonly TimeSpan NotifyWithin = TimeSpan.FromDays(3);

    /// <summary>Claims are given back before shards are looked for; a window is closed before its file would be read.</summary>
    public IReadOnlyList<SweepRow> Rows { get; } =
    [
        SweepRow.Always("the queue's pause, which another machine may have changed", queue.LoadAsync),
        new("shards of processes that are gone", (_, cancellationToken) => shards.ReleaseClaimsOfTheGoneAsync(cancellationToken)),
        new("workers that are free while shards wait", (_, cancellationToken) => shards.EnqueueAsync(cancellationToken)),
        SweepRow.WithoutJob<FinalizeJob>("batches whose files nobody writes", ToFinalize, shardQueue.EnqueueFinalize),
        SweepRow.Each("batches whose window has closed", Late, control.ExpireAsync),
        SweepRow.WithoutJob<ValidationJob>("files that nobody reads", Validating, orderQueue.EnqueueValidation),
        // What ran out of tries is not sent again: Hangfire keeps it, with the reason, until the process ends.
        SweepRow.WithoutJob<NoticeJob>("notices that nobody sends", ToNotify, notices.Enqueue, (held, id) => held.GaveUp<NoticeJob>(id)),
        SweepRow.WithoutJob<ScheduleRunner>("runs of schedules that nobody starts", Starting, runQueue.Enqueue, (_, id) => schedules.IsStarting(id)),
        SweepRow.WithoutJob<DeletionJob>("deleted batches that nobody removes", Deleted, shardQueue.EnqueueDeletion),
        new("machines that are gone for good", (turn, cancellationToken) => Forgotten(turn, nodes.Value.ForgetAfter).ExecuteDeleteAsync(cancellationToken)),
        SweepRow.Always("files that have expired", files.RemoveExpiredAsync),
        SweepRow.Always("answers kept for repetitions", answers.RemoveOldAsync),
    ];

    private static IQueryable<Node> Forgotten(SweepTurn turn, TimeSpan forgetAfter)
    {
        var before = turn.Now - forgetAfter;
        return turn.Db.Nodes.Where(node => node.HeardAt < before);
    }

    private static IQueryable<long> Deleted(SweepTurn turn) => turn.Db.BeingDeleted().OrderBy(batch => batch.Id).Select(batch => batch.Id);

    private static IQueryable<long> ToFinalize(SweepTurn turn) => turn.Db.Batches
        .Where(batch => batch.State == BatchState.Finalizing || batch.State == BatchState.Cancelling)
        .OrderBy(batch => batch.Id)
        .Select(batch => batch.Id);

    private static IQueryable<long> Validating(SweepTurn turn) => turn.Db.Batches
        .Where(batch => batch.State == BatchState.Validating)
        .OrderBy(batch => batch.Id)
        .Select(batch => batch.Id);

    /// <summary>From what is open, which is little, and not from every order there ever was.</summary>
    private static IQueryable<string> Late(SweepTurn turn) => turn.Db.Batches
        .Where(batch => batch.State == BatchState.Validating
            || batch.State == BatchState.Queued
            || batch.State == BatchState.Running
            || batch.State == BatchState.Paused)
        .Where(batch => batch.Order != null && batch.Order.ExpiresAt <= turn.Now)
        .Select(batch => batch.PublicId);

    private static IQueryable<long> ToNotify(SweepTurn turn)
    {
        var since = turn.Now - NotifyWithin;
        return turn.Db.Notices
            .Where(notice => notice.NotifiedAt == null)
            .Where(notice => turn.Db.Batches.WhereAtRest().Any(batch => batch.PublicId == notice.BatchPublicId && batch.FinishedAt > since))
            .OrderBy(notice => notice.Id)
            .Select(notice => notice.Id);
    }

    private static IQueryable<long> Starting(SweepTurn turn) => turn.Db.ScheduleRuns
        .Where(run => run.State == RunState.Starting)
        .OrderBy(run => run.Id)
        .Select(run => run.Id);
}
