using BatchGen.Batches.Data;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Webhooks;

/// <summary>Tells whoever asked for it that a batch has ended. At least once: a crash after the call repeats it with the same id.</summary>
public sealed class WebhookJob
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly WebhookTargets _targets;
    private readonly WebhookSender _sender;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal WebhookJob(
        IDbContextFactory<BatchGenDbContext> contexts, WebhookTargets targets, WebhookSender sender, TimeProvider time, ILogger<WebhookJob> logger)
    {
        _contexts = contexts;
        _targets = targets;
        _sender = sender;
        _time = time;
        _logger = logger;
    }

    // About a day in all; after the last try Hangfire keeps the job as failed, with the reason.
    [JobDisplayName("Webhook {0}")]
    [AutomaticRetry(Attempts = 9, DelaysInSeconds = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200])]
    public async Task RunAsync(long webhookId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var webhook = await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == webhookId, cancellationToken);
        if (webhook is not { NotifiedAt: null } || await BatchEnd.FindAsync(db, webhook.BatchPublicId, cancellationToken) is not { } end)
            return;

        var happened = WebhookEvent.Of(end, end.At ?? _time.GetUtcNow());
        try
        {
            await _sender.SendAsync(_targets.Read(webhook), happened.Id, happened.ToJson(), cancellationToken);
        }
        catch (WebhookRefusedException refusal)
        {
            _logger.LogWarning("The webhook of batch {Batch} is not called: {Reason}", webhook.BatchPublicId, refusal.Message);
        }

        // A crash before this line calls again, with the same id.
        var now = _time.GetUtcNow();
        await db.Webhooks.Where(other => other.Id == webhookId).ExecuteUpdateAsync(set => set.SetProperty(other => other.NotifiedAt, now), cancellationToken);
    }
}
