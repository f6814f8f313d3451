namespace BatchGen.Batches.Submission.Quotas;

/// <summary>Whose batch it will be.</summary>
/// <param name="ApiKeyId">The key it came by; null for a person in the browser.</param>
public sealed record Submitter(long UserId, long? ApiKeyId);
