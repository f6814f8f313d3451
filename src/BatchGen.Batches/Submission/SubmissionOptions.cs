namespace BatchGen.Batches.Submission;

/// <summary>What an input may be at most. Section "Submission".</summary>
public sealed class SubmissionOptions
{
    public const string Section = "Submission";

    /// <summary>OpenAI's limit for a batch file, 200 MB.</summary>
    public long MaxFileBytes { get; set; } = 200_000_000;

    /// <summary>OpenAI's limit for a batch.</summary>
    public int MaxItems { get; set; } = 50_000;

    /// <summary>The longest line; 131,072 tokens of code are about half a megabyte, so this leaves room for escapes.</summary>
    public int MaxLineBytes { get; set; } = 8_000_000;

    /// <summary>How deep JSON may nest; requests need 5, and the schemas in them what they are deep.</summary>
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>How many problems are listed; the rest are only counted.</summary>
    public int MaxListedProblems { get; set; } = 1_000;

    /// <summary>
    /// Items that one Hangfire job carries. Fewer let an urgent batch in sooner and spread better over machines; more
    /// cost less: on PostgreSQL Hangfire takes about 8 ms to enqueue one.
    /// </summary>
    public int ItemsPerShard { get; set; } = 200;
}
