using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Requests;

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

internal sealed class SubmissionOptionsValidator : IValidateOptions<SubmissionOptions>
{
    public ValidateOptionsResult Validate(string? name, SubmissionOptions options)
    {
        List<string> errors = [];
        RequirePositive(errors, nameof(options.MaxFileBytes), options.MaxFileBytes);
        RequirePositive(errors, nameof(options.MaxItems), options.MaxItems);
        RequirePositive(errors, nameof(options.MaxLineBytes), options.MaxLineBytes);
        RequirePositive(errors, nameof(options.MaxListedProblems), options.MaxListedProblems);
        RequirePositive(errors, nameof(options.ItemsPerShard), options.ItemsPerShard);
        if (options.MaxJsonDepth is < 5 or > 64)
            errors.Add($"Submission:MaxJsonDepth is {options.MaxJsonDepth}. Use 5 to 64.");

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void RequirePositive(List<string> errors, string key, long value)
    {
        if (value < 1)
            errors.Add($"Submission:{key} is {value}. Use 1 or more.");
    }
}
