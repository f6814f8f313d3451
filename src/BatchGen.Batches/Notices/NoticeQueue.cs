using BatchGen.Batches.Data;
using BatchGen.Batches.Jobs;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Notices;

/// <summary>Hands notices to Hangfire, by id only; what is lost there is found again by the upkeep.</summary>
internal sealed class NoticeQueue(IBackgroundJobClient jobs, IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <summary>The batch, or what was to become one, has ended. Nothing is enqueued when nobody wants to be told.</summary>
    public async Task EnqueueAsync(string batchPublicId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Notices
            .Where(notice => notice.BatchPublicId == batchPublicId && notice.NotifiedAt == null)
            .Select(notice => notice.Id)
            .ToListAsync(cancellationToken);
        waiting.ForEach(Enqueue);
    }

    public void Enqueue(long noticeId) => jobs.Enqueue<NoticeJob>(JobQueues.Notices, job => job.RunAsync(noticeId, CancellationToken.None));
}
