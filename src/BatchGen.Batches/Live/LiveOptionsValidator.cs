using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Live;

internal sealed class LiveOptionsValidator : IValidateOptions<LiveOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveOptions options)
    {
        List<string> errors = [];
        if (options.MaxOpenRequests < 1)
            errors.Add($"{LiveOptions.Section}:MaxOpenRequests is {options.MaxOpenRequests}. Use 1 or more.");
        if (options.LoadPatience <= TimeSpan.Zero)
            errors.Add($"{LiveOptions.Section}:LoadPatience is {options.LoadPatience}. Use more than 0.");
        if (options.RetryAfter < TimeSpan.FromSeconds(1))
            errors.Add($"{LiveOptions.Section}:RetryAfter is {options.RetryAfter}. Use a second or more.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
