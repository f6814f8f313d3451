namespace BatchGen.Batches.Submission.Quotas;

/// <summary>Carries a refusal out of the transaction, which it rolls back.</summary>
internal sealed class QuotaException(QuotaRefusal refusal) : Exception(refusal.Message)
{
    public QuotaRefusal Refusal { get; } = refusal;
}
