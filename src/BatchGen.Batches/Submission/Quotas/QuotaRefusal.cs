namespace BatchGen.Batches.Submission.Quotas;

/// <param name="Code">Stable: quota_items_exceeded or quota_tokens_exceeded.</param>
/// <param name="Message">A sentence: how much is used, of how much.</param>
/// <param name="RetryAfter">When asking again may help.</param>
public sealed record QuotaRefusal(string Code, string Message, TimeSpan RetryAfter);
