using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Submission.Quotas;

internal sealed class QuotaOptionsValidator : IValidateOptions<QuotaOptions>
{
    public ValidateOptionsResult Validate(string? name, QuotaOptions options)
    {
        List<string> errors = [];
        if (options.MaxQueuedItems < 1)
            errors.Add($"{QuotaOptions.Section}:MaxQueuedItems is {options.MaxQueuedItems}. Use 1 or more, or leave it out for no quota.");
        if (options.MaxTokensPerDay < 1)
            errors.Add($"{QuotaOptions.Section}:MaxTokensPerDay is {options.MaxTokensPerDay}. Use 1 or more, or leave it out for no quota.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
