namespace BatchGen.Batches.Tests.Webhooks;

internal sealed record ReceivedCall(string Id, DateTimeOffset At, string Signature, string Body);
