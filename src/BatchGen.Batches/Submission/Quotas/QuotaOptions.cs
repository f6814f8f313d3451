namespace BatchGen.Batches.Submission.Quotas;

/// <summary>What a user may take of the queue unless the user's own quota says otherwise. Section "Quotas".</summary>
public sealed class QuotaOptions
{
    public const string Section = "Quotas";

    /// <summary>Items without an end that may wait at once; null is no quota.</summary>
    public int? MaxQueuedItems { get; set; }

    /// <summary>Prompt and answer tokens of what is submitted on one UTC day; null is no quota.</summary>
    public long? MaxTokensPerDay { get; set; }
}
