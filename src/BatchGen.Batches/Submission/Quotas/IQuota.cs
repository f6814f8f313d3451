using BatchGen.Batches.Data;

namespace BatchGen.Batches.Submission.Quotas;

/// <summary>Asked by the store, inside the transaction that would write the batch, before its first row; and before that, to refuse early.</summary>
public interface IQuota
{
    /// <summary>Null when the batch may be stored. Whoever asks for the same user meanwhile waits for the transaction's end.</summary>
    Task<QuotaRefusal?> CheckAsync(BatchGenDbContext db, Submitter submitter, QuotaDemand demand, CancellationToken cancellationToken);
}
