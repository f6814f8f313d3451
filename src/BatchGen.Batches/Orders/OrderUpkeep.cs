using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Files;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Submission.Quotas;
using BatchGen.Batches.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Orders;

/// <summary>
/// At start, enqueues orders that a crash left alone; then, from time to time, ends what its window has closed on and
/// removes what has expired.
/// </summary>
internal sealed class OrderUpkeep(
    IDbContextFactory<BatchGenDbContext> contexts,
    FileStore files,
    KeptAnswers answers,
    QuotaDesk quotas,
    OrderQueue queue,
    WebhookQueue webhooks,
    BatchControl control,
    IOptions<ExecutionOptions> options,
    TimeProvider time,
    ILogger<OrderUpkeep> logger) : BackgroundService
{
    /// <summary>Whoever was not reached in this time is not called out of the blue later.</summary>
    private static readonly TimeSpan NotifyWithin = TimeSpan.FromDays(3);

    public async Task EnqueueUnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var validating = await db.Orders.Where(order => order.State == OrderState.Validating).Select(order => order.Id).ToListAsync(cancellationToken);
        validating.ForEach(queue.EnqueueValidation);
        var since = time.GetUtcNow() - NotifyWithin;
        // The job looks for itself whether there is anything to tell yet.
        var unnotified = await db.Webhooks.Where(webhook => webhook.NotifiedAt == null && webhook.CreatedAt > since).Select(webhook => webhook.Id).ToListAsync(cancellationToken);
        unnotified.ForEach(webhooks.Enqueue);
    }

    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var late = await BatchOrders
            .Views(db, db.Orders.Where(order => order.ExpiresAt <= now && order.ExpiredAt == null))
            .ToListAsync(cancellationToken);
        foreach (var view in late.Where(view => !view.IsAtRest && view.Status is not "cancelling" and not "finalizing"))
            await ExpireAsync(db, view, now, cancellationToken);

        await files.RemoveExpiredAsync(cancellationToken);
        await answers.RemoveOldAsync(cancellationToken);
        await quotas.RemoveOldAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.TakesOverUnfinishedWork)
            return;

        using var timer = new PeriodicTimer(options.Value.RecoveryInterval, time);
        await TryAsync(EnqueueUnfinishedAsync, stoppingToken);
        do
            await TryAsync(ExpireAsync, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ExpireAsync(BatchGenDbContext db, OrderView view, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Marked first, so that no batch is cancelled that nobody calls expired. A crash in between lets this one batch run on
        // to its own end, which harms nobody.
        await db.Orders.Where(order => order.Id == view.Order.Id).ExecuteUpdateAsync(set => set.SetProperty(order => order.ExpiredAt, now), cancellationToken);
        var withdrawn = await db.Orders
            .Where(order => order.Id == view.Order.Id && order.State == OrderState.Validating)
            .ExecuteUpdateAsync(
                set => set.SetProperty(order => order.State, OrderState.Withdrawn).SetProperty(order => order.EndedAt, now), cancellationToken);
        if (withdrawn == 1)
            await webhooks.EnqueueAsync(view.Order.PublicId, cancellationToken);
        else
            await control.ExpireAsync(view.Order.PublicId, cancellationToken);
    }

    private async Task TryAsync(Func<CancellationToken, Task> turn, CancellationToken cancellationToken)
    {
        try
        {
            await turn(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database may be away for a moment; the next turn tries the same again.
            logger.LogError(exception, "Orders could not be looked after; it is tried again in {Interval}.", options.Value.RecoveryInterval);
        }
    }
}
