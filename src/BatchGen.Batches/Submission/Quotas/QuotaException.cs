namespace BatchGen.Batches.Submission.Quotas;

/// <summary>Carries a refusal: out of the transaction, which it rolls back, or to whoever asks over the API.</summary>
public sealed class QuotaException(QuotaRefusal refusal) : Exception(refusal.Message)
{
    public QuotaRefusal Refusal { get; } = refusal;
}
