using BatchGen.Batches.Data;
using BatchGen.Batches.Orders;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Webhooks;

/// <summary>Tells whoever asked for it that a batch has ended. At least once: a crash after the call repeats it with the same id.</summary>
public sealed class WebhookJob
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly WebhookSender _sender;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal WebhookJob(IDbContextFactory<BatchGenDbContext> contexts, WebhookSender sender, TimeProvider time, ILogger<WebhookJob> logger)
    {
        _contexts = contexts;
        _sender = sender;
        _time = time;
        _logger = logger;
    }

    // About a day in all; after the last try Hangfire keeps the job as failed, with the reason.
    [JobDisplayName("Webhook of order {0}")]
    [AutomaticRetry(Attempts = 9, DelaysInSeconds = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200])]
    public async Task RunAsync(long orderId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var view = await BatchOrders.Views(db, db.Orders.Where(order => order.Id == orderId)).SingleOrDefaultAsync(cancellationToken);
        if (view is not { IsAtRest: true, Order: { WebhookUrl: { } url, WebhookSecret: { } secret, NotifiedAt: null } })
            return;

        var happened = WebhookEvent.Of(view, view.Order.EndedAt ?? view.Batch?.FinishedAt ?? _time.GetUtcNow());
        try
        {
            await _sender.SendAsync(new WebhookTarget(new Uri(url), secret), happened.Id, happened.ToJson(), cancellationToken);
        }
        catch (WebhookRefusedException refusal)
        {
            _logger.LogWarning("The webhook of batch {Batch} is not called: {Reason}", view.Order.PublicId, refusal.Message);
        }

        // A crash before this line calls again, with the same id.
        var now = _time.GetUtcNow();
        await db.Orders.Where(order => order.Id == orderId).ExecuteUpdateAsync(set => set.SetProperty(order => order.NotifiedAt, now), cancellationToken);
    }
}
