namespace BatchGen.Batches.Webhooks;

/// <summary>Whom to call when a batch has ended.</summary>
/// <param name="Secret">"whsec_" and base64 of at least 24 bytes, as the Standard Webhooks specification has it.</param>
public sealed record WebhookTarget(Uri Url, string Secret);
