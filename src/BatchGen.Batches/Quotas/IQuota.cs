using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Quotas;

/// <summary>Asked by the store, inside the transaction that would write the batch, before its first row; and before that, to refuse early.</summary>
public interface IQuota
{
    /// <summary>Null when the batch may be stored. Whoever asks for the same user meanwhile waits for the transaction's end.</summary>
    Task<QuotaRefusal?> CheckAsync(BatchGenDbContext db, Submitter submitter, QuotaDemand demand, CancellationToken cancellationToken);
}

/// <summary>What somebody wants to add to what they have used.</summary>
/// <param name="Items">0 asks about no place in the queue.</param>
/// <param name="Tokens">0 when they are not counted yet: then it is enough that the day's are not used up.</param>
public sealed record QuotaDemand(int Items, long Tokens)
{
    /// <summary>A request that somebody waits for.</summary>
    public static QuotaDemand OneAnswer { get; } = new(0, 0);
}

/// <param name="Code">Stable: quota_items_exceeded or quota_tokens_exceeded.</param>
/// <param name="Sentence">A sentence: how much is used, of how much.</param>
/// <param name="RetryAfter">When asking again may help.</param>
public sealed record QuotaRefusal(string Code, Sentence Sentence, TimeSpan RetryAfter)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}

/// <summary>Carries a refusal: out of the transaction, which it rolls back, or to whoever asks over the API.</summary>
public sealed class QuotaException(QuotaRefusal refusal) : Exception(refusal.Message)
{
    public QuotaRefusal Refusal { get; } = refusal;
}

/// <summary>Whose batch it will be.</summary>
/// <param name="ApiKeyId">The key it came by; null for a person in the browser.</param>
public sealed record Submitter(long UserId, long? ApiKeyId);
