using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Submission;

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
