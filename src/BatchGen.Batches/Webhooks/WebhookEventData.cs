namespace BatchGen.Batches.Webhooks;

/// <param name="Id">The batch's public id.</param>
internal sealed record WebhookEventData(string Id);
