namespace BatchGen.Batches.Webhooks;

/// <summary>The address must not be called, today or tomorrow.</summary>
public sealed class WebhookRefusedException(string message) : Exception(message);
