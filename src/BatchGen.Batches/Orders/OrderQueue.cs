using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Webhooks;
using Hangfire;

namespace BatchGen.Batches.Orders;

/// <summary>Hands orders to Hangfire, by id only; what is lost there is found again by <see cref="OrderUpkeep"/>.</summary>
internal sealed class OrderQueue(IBackgroundJobClient jobs)
{
    public void EnqueueValidation(long orderId) =>
        jobs.Enqueue<ValidationJob>(JobQueues.Validate, job => job.RunAsync(orderId, CancellationToken.None));

    /// <summary>Nothing is enqueued when nobody wants to be called.</summary>
    public void EnqueueWebhook(BatchOrder order)
    {
        if (order.WebhookUrl is not null)
            jobs.Enqueue<WebhookJob>(JobQueues.Webhooks, job => job.RunAsync(order.Id, CancellationToken.None));
    }
}
