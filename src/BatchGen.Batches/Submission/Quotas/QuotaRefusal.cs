using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Submission.Quotas;

/// <param name="Code">Stable: quota_items_exceeded or quota_tokens_exceeded.</param>
/// <param name="Sentence">A sentence: how much is used, of how much.</param>
/// <param name="RetryAfter">When asking again may help.</param>
public sealed record QuotaRefusal(string Code, Sentence Sentence, TimeSpan RetryAfter)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}
