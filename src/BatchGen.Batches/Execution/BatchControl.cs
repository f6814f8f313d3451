using BatchGen.Batches.Data;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Usage;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>What a person may do to a batch.</summary>
public sealed class BatchControl
{
    private static readonly ControlRefused NotFound = new("batch_not_found", "There is no such batch; it may have been deleted.");

    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly ShardQueue _queue;
    private readonly IQuota _quota;
    private readonly ActiveShards _active;
    private readonly NoticeQueue _notices;
    private readonly ProgressFeed _feed;
    private readonly TimeProvider _time;

    internal BatchControl(
        IDbContextFactory<BatchGenDbContext> contexts,
        ShardQueue queue,
        IQuota quota,
        ActiveShards active,
        NoticeQueue notices,
        ProgressFeed feed,
        TimeProvider time)
    {
        _contexts = contexts;
        _queue = queue;
        _quota = quota;
        _active = active;
        _notices = notices;
        _feed = feed;
        _time = time;
    }

    /// <summary>
    /// Keeps what is done; what is not becomes cancelled at once and the files are written. Also for a batch that
    /// failed as a whole, to get the files of what it had. One whose file is not read yet ends at once, without files.
    /// </summary>
    /// <returns>Refused with batch_not_found or batch_finished.</returns>
    public Task<ControlOutcome> CancelAsync(string publicId, CancellationToken cancellationToken) =>
        EndAsync(publicId, EndCodes.Cancelled, cancellationToken);

    /// <summary>The same because its completion window has closed: what has no answer says so in the error file.</summary>
    internal Task<ControlOutcome> ExpireAsync(string publicId, CancellationToken cancellationToken) =>
        EndAsync(publicId, EndCodes.Expired, cancellationToken);

    private async Task<ControlOutcome> EndAsync(string publicId, string code, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var batch = await LockAsync(db, publicId, cancellationToken);
        if (batch is null)
            return NotFound;
        if (batch.State == BatchState.Cancelling)
            return new ControlDone(Items: 0);
        if (!MayEnd(batch, code))
            return new ControlRefused("batch_finished", $"The batch is {Word(batch.State)}: there is nothing left to cancel.");

        MarkOrder(batch, code);
        var wasRead = batch.State != BatchState.Validating;
        var pending = db.Items.Where(item => item.BatchId == batch.Id && item.State == ItemState.Pending);
        var models = await BatchModelCounts.AddAsync(db, batch, pending, (model, items) => model.CancelledItems += items, cancellationToken);
        var cancelled = wasRead ? await CancelItemsAsync(db, batch, code, cancellationToken) : 0;
        if (!wasRead)
            batch.Finish(BatchState.Cancelled, _time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        // By the path: who holds two of these rows has taken them in one order.
        var counted = models.Count > 0 ? models : [new CountedModel(batch.ModelPath, cancelled)];
        foreach (var model in counted.OrderBy(model => model.Path, StringComparer.Ordinal))
            await db.AddUsageAsync(batch, model.Path, new UsageAmounts(CancelledItems: model.Items), _time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        _active.Stop(batch.Id);
        _feed.Update(BatchStanding.Of(batch));
        // A crash between the commit and here leaves a batch in cancelling, or a caller who is not told: the upkeep finds both within a minute.
        CrashPoints.Pass(CrashPoint.CancelStored);
        if (wasRead)
            _queue.EnqueueFinalize(batch.Id);
        else
            await _notices.EnqueueAsync(publicId, cancellationToken);
        return new ControlDone(cancelled);
    }

    private static bool MayEnd(Batch batch, string code) => batch.State switch
    {
        BatchState.Validating or BatchState.Queued or BatchState.Running or BatchState.Paused => true,
        // A person may want the files of what it had; what was refused for its own file had nothing.
        BatchState.Failed => code == EndCodes.Cancelled && batch.TotalItems > 0,
        BatchState.Finalizing or BatchState.Cancelling or BatchState.Completed or BatchState.Cancelled or BatchState.Deleting => false,
    };

    private void MarkOrder(Batch batch, string code)
    {
        if (batch.Order is not { } order)
            return;
        var now = _time.GetUtcNow();
        if (code == EndCodes.Expired)
            order.ExpiredAt = now;
        else
            order.CancellingAt = now;
    }

    /// <summary>
    /// Nothing of it runs until it is resumed, also after a restart. Items that are in the engine are given back and run
    /// again then; what already has its end keeps it.
    /// </summary>
    /// <param name="who">As pages name the person.</param>
    /// <returns>Refused with batch_not_found, batch_validating or batch_finished.</returns>
    public async Task<ControlOutcome> PauseAsync(string publicId, string who, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var batch = await LockAsync(db, publicId, cancellationToken);
        if (batch is null)
            return NotFound;
        if (batch.State == BatchState.Paused)
            return new ControlDone(Items: 0);
        if (batch.State == BatchState.Validating)
            return new ControlRefused("batch_validating", "The batch's file is still being read: pause it once its items are there, or cancel it.");
        if (!batch.IsActive())
            return new ControlRefused("batch_finished", $"The batch is {Word(batch.State)}: there is nothing left to pause.");

        batch.State = BatchState.Paused;
        batch.PausedAt = _time.GetUtcNow();
        batch.PausedBy = who;
        batch.WaitingReason = $"Paused by {who}.";
        await LeaveShardsAsync(db, batch, ShardState.Pending, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        _active.Stop(batch.Id);
        _feed.Update(BatchStanding.Of(batch));
        return new ControlDone(Open(batch));
    }

    /// <summary>A paused batch goes on where it stopped.</summary>
    /// <returns>Refused with batch_not_found or batch_not_paused.</returns>
    public async Task<ControlOutcome> ResumeAsync(string publicId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var batch = await LockAsync(db, publicId, cancellationToken);
        if (batch is null)
            return NotFound;
        if (batch.State != BatchState.Paused)
            return new ControlRefused("batch_not_paused", $"The batch is {Word(batch.State)}, not paused: there is nothing to resume.");

        batch.Requeue();
        var shards = await db.Shards.CountAsync(shard => shard.BatchId == batch.Id && shard.State != ShardState.Done, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        _feed.Update(BatchStanding.Of(batch));
        // A crash between the commit and here leaves shards that nobody was told of: the upkeep finds them within a minute.
        CrashPoints.Pass(CrashPoint.ResumeStored);
        _queue.EnqueueWork(batch.Id, shards, batch.Priority);
        return new ControlDone(Open(batch));
    }

    /// <summary>
    /// Failed items go again, and a batch that failed as a whole goes on where it stopped. Cancelled items stay so.
    /// </summary>
    /// <returns>Refused with batch_not_found, batch_active, nothing_to_retry, quota_items_exceeded or quota_tokens_exceeded.</returns>
    public async Task<ControlOutcome> RetryFailedAsync(string publicId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var batch = await LockAsync(db, publicId, cancellationToken);
        if (batch is null)
            return NotFound;
        if (!batch.State.IsAtRest())
            return new ControlRefused("batch_active", $"The batch is {Word(batch.State)}: wait until it ends, or cancel it, before retrying what failed.");

        batch.FailedItems -= await BatchRetry.ReviveFailedItemsAsync(db, batch, cancellationToken);
        await BatchRetry.ForgetEngineLossesAsync(db, batch, cancellationToken);
        var shards = await BatchRetry.ReopenShardsAsync(db, batch, cancellationToken);
        if (shards.Count == 0)
            return new ControlRefused(
                "nothing_to_retry", "No item of the batch can be retried: none failed, or those that did were no requests to begin with.");
        if (await AskQuotaAsync(db, batch, cancellationToken) is { } over)
            return new ControlRefused(over.Code, over.Sentence) { RetryAfter = over.RetryAfter };

        batch.Requeue();
        await db.AwaitEndAsync(publicId, cancellationToken);
        // And whoever ordered it gets a window of time for it as for a new one.
        if (batch.Order is { } order)
            order.ExpiresAt = _time.GetUtcNow() + BatchOrder.Window;
        // The files on disk are those of the last run; they are offered again once they are those of this one.
        batch.OutputFile = null;
        batch.ErrorFile = null;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        _feed.Update(BatchStanding.Of(batch));
        // A crash between the commit and here leaves shards that nobody was told of: the upkeep finds them within a minute.
        CrashPoints.Pass(CrashPoint.RetryStored);
        _queue.EnqueueWork(batch.Id, shards.Count, batch.Priority);
        return new ControlDone(Open(batch));
    }

    /// <summary>
    /// Deletes a batch that is not running: gone for everybody at once; rows and files are removed in the background (<see cref="DeletionJob"/>).
    /// </summary>
    /// <param name="who">As the audit log names the person.</param>
    /// <returns>Refused with batch_not_found or batch_active.</returns>
    public async Task<ControlOutcome> DeleteAsync(string publicId, string who, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var batch = await LockAsync(db, publicId, cancellationToken);
        if (batch is null)
            return NotFound;
        if (!batch.State.IsAtRest())
            return new ControlRefused("batch_active", $"The batch is {Word(batch.State)}: cancel it before deleting it.");

        db.Audit.Add(
            new AuditEntry { At = _time.GetUtcNow(), Who = who, What = $"the batch {publicId}", From = $"{batch.Name}: {Word(batch.State)}", To = "deleted" });
        batch.State = BatchState.Deleting;
        await db.SaveChangesAsync(cancellationToken);
        await db.Notices.Where(notice => notice.BatchPublicId == publicId).ExecuteDeleteAsync(cancellationToken);
        var folder = DataDirectory.BatchPath(publicId) + Path.DirectorySeparatorChar;
        await db.Files.Where(file => file.RelativePath.StartsWith(folder)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        _feed.Forget(publicId);
        // A crash between the commit and here leaves what nobody sees: the upkeep finds it within a minute.
        CrashPoints.Pass(CrashPoint.DeletionStored);
        _queue.EnqueueDeletion(batch.Id);
        return new ControlDone(batch.TotalItems);
    }

    private static async Task<Batch?> LockAsync(BatchGenDbContext db, string publicId, CancellationToken cancellationToken)
    {
        var id = await db.Batches.Where(batch => batch.PublicId == publicId).Select(batch => batch.Id).SingleOrDefaultAsync(cancellationToken);
        return id == 0 ? null : await db.LockBatchAsync(id, cancellationToken);
    }

    private async Task<int> CancelItemsAsync(BatchGenDbContext db, Batch batch, string code, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var cancelled = await db.Items
            .Where(item => item.BatchId == batch.Id && item.State == ItemState.Pending)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(item => item.State, ItemState.Cancelled)
                    .SetProperty(item => item.ErrorCode, code)
                    .SetProperty(item => item.FinishedAt, now),
                cancellationToken);
        await LeaveShardsAsync(db, batch, ShardState.Done, cancellationToken);

        batch.CancelledItems += cancelled;
        batch.State = BatchState.Cancelling;
        batch.FinalizingAt = now;
        batch.WaitingReason = null;
        batch.PausedAt = null;
        batch.PausedBy = null;
        return cancelled;
    }

    /// <summary>Takes every shard that is not done from its worker, which finds out at its next commit or renewal.</summary>
    private static async Task LeaveShardsAsync(BatchGenDbContext db, Batch batch, ShardState state, CancellationToken cancellationToken) => await db.Shards
        .Where(shard => shard.BatchId == batch.Id && shard.State != ShardState.Done)
        .ExecuteUpdateAsync(
            set => set
                .SetProperty(shard => shard.State, state)
                .SetProperty(shard => shard.ClaimedBy, (string?)null)
                .SetProperty(shard => shard.ClaimedUntil, (DateTimeOffset?)null),
            cancellationToken);

    /// <summary>A batch at rest takes no place in the queue; what goes back into it is asked for like what is new.</summary>
    private async Task<QuotaRefusal?> AskQuotaAsync(BatchGenDbContext db, Batch batch, CancellationToken cancellationToken) =>
        batch.OwnerId is { } owner && Open(batch) is > 0 and var items
            ? await _quota.CheckAsync(db, new Submitter(owner, batch.ApiKeyId), new QuotaDemand(items, Tokens: 0), cancellationToken)
            : null;

    private static int Open(Batch batch) => batch.TotalItems - batch.SucceededItems - batch.FailedItems - batch.CancelledItems;

    private static Sentence Word(BatchState state) => state switch
    {
        BatchState.Validating => (Sentence)"being read",
        BatchState.Queued => "queued",
        BatchState.Running => "running",
        BatchState.Paused => "paused",
        BatchState.Finalizing => "finalizing",
        BatchState.Cancelling => "cancelling",
        BatchState.Completed => "completed",
        BatchState.Cancelled => "cancelled",
        BatchState.Failed => "failed",
        BatchState.Deleting => "being deleted",
    };
}
