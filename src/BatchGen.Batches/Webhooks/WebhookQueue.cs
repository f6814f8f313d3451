using BatchGen.Batches.Data;
using BatchGen.Batches.Jobs;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Webhooks;

/// <summary>Hands calls to Hangfire, by id only; what is lost there is found again by the upkeep.</summary>
internal sealed class WebhookQueue(IBackgroundJobClient jobs, IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <summary>The batch, or what was to become one, has ended. Nothing is enqueued when nobody wants to be called.</summary>
    public async Task EnqueueAsync(string batchPublicId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Webhooks
            .Where(webhook => webhook.BatchPublicId == batchPublicId && webhook.NotifiedAt == null)
            .Select(webhook => webhook.Id)
            .ToListAsync(cancellationToken);
        waiting.ForEach(Enqueue);
    }

    public void Enqueue(long webhookId) => jobs.Enqueue<WebhookJob>(JobQueues.Webhooks, job => job.RunAsync(webhookId, CancellationToken.None));
}
