using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Quotas;

/// <summary>What a user may take of the queue unless the user's own quota says otherwise. Section "Quotas".</summary>
public sealed class QuotaOptions
{
    public const string Section = "Quotas";

    /// <summary>Items without an end that may wait at once; null is no quota.</summary>
    public int? MaxQueuedItems { get; set; }

    /// <summary>Prompt and answer tokens of what is submitted on one UTC day; null is no quota.</summary>
    public long? MaxTokensPerDay { get; set; }
}

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
