using BatchGen.Batches.Data;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tracing;
using BatchGen.Inference.Sentences;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Execution;

/// <summary>Writes a batch's files once all its items have their end. May run any number of times: the files come out the same.</summary>
public sealed class FinalizeJob
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly ResultWriter _writer;
    private readonly OrderFiles _orderFiles;
    private readonly NoticeQueue _notices;
    private readonly ProgressFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal FinalizeJob(
        IDbContextFactory<BatchGenDbContext> contexts,
        ResultWriter writer,
        OrderFiles orderFiles,
        NoticeQueue notices,
        ProgressFeed feed,
        TimeProvider time,
        ILogger<FinalizeJob> logger)
    {
        _contexts = contexts;
        _writer = writer;
        _orderFiles = orderFiles;
        _notices = notices;
        _feed = feed;
        _time = time;
        _logger = logger;
    }

    [JobDisplayName("Files of batch {0}")]
    [AutomaticRetry(Attempts = 100, DelaysInSeconds = [1, 5, 15, 30])]
    public async Task RunAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.Id == batchId, cancellationToken);
        if (batch is null || !IsToBeFinalized(batch))
            return;

        using var ids = _logger.BeginScope(LogIds.OfBatch(batch.PublicId));
        using var span = Spans.BeginFinalizing(batch);
        var files = await WriteAsync(db, batch, cancellationToken);
        // A crash here leaves the files in place and the batch in finalizing: the next run replaces them with the same.
        CrashPoints.Pass(CrashPoint.FilesWritten);
        await FinishAsync(db, batch, files, cancellationToken);
    }

    private async Task<WrittenFiles> WriteAsync(BatchGenDbContext db, Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await _writer.WriteAsync(batch, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, mostly: said on the page, tried again by Hangfire.
            await db.Batches.Where(other => other.Id == batch.Id).ExecuteUpdateAsync(
                set => set.SetProperty(other => other.WaitingReason, CannotWrite(exception)),
                CancellationToken.None);
            throw;
        }
    }

    private static Sentence CannotWrite(Exception exception) =>
        $"The result files cannot be written and are tried again soon. The error was: {ForeignMessage.Of(exception)}";

    private async Task FinishAsync(BatchGenDbContext db, Batch batch, WrittenFiles files, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var current = await db.LockBatchAsync(batch.Id, cancellationToken);
        if (current is null || !IsToBeFinalized(current))
            return;

        current.Finish(current.CancelledItems > 0 ? BatchState.Cancelled : BatchState.Completed, _time.GetUtcNow());
        current.OutputFile = files.OutputFile;
        current.ErrorFile = files.ErrorFile;
        await _orderFiles.RegisterAsync(db, current, files, cancellationToken);
        // Retried, it ends again, and is told again.
        await db.AwaitEndAsync(current.PublicId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _feed.Update(BatchStanding.Of(current));
        _logger.LogInformation(
            "Batch {Batch} ended as {State}: {Succeeded} succeeded, {Failed} failed, {Cancelled} cancelled.",
            current.PublicId, current.State, current.SucceededItems, current.FailedItems, current.CancelledItems);
        // A crash before this line leaves a caller who is not told yet: the upkeep finds them within a minute.
        CrashPoints.Pass(CrashPoint.EndStored);
        await _notices.EnqueueAsync(current.PublicId, cancellationToken);
    }

    private static bool IsToBeFinalized(Batch batch) => batch.State is BatchState.Finalizing or BatchState.Cancelling;
}
