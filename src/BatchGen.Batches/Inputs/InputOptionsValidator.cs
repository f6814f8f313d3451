using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Inputs;

internal sealed class InputOptionsValidator : IValidateOptions<InputOptions>
{
    public ValidateOptionsResult Validate(string? name, InputOptions options)
    {
        var problems = new List<string>();
        RequireAtLeast("MaxArchiveBytes", options.MaxArchiveBytes, 1);
        RequireAtLeast("MaxEntries", options.MaxEntries, 1);
        RequireAtLeast("MaxFileBytes", options.MaxFileBytes, 1);
        RequireAtLeast("MaxTotalBytes", options.MaxTotalBytes, options.MaxFileBytes);
        RequireAtLeast("MaxRatio", options.MaxRatio, 1);
        RequireAtLeast("RatioFreeBytes", options.RatioFreeBytes, 0);
        RequireAtLeast("MaxCsvRows", options.MaxCsvRows, 1);
        if (options.MaxFileBytes > MostAnArrayHolds)
            problems.Add($"{InputOptions.Section}:MaxFileBytes must be at most {MostAnArrayHolds}; it is {options.MaxFileBytes}.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void RequireAtLeast(string key, long value, long least)
        {
            if (value < least)
                problems.Add($"{InputOptions.Section}:{key} must be {least} or more; it is {value}.");
        }
    }

    /// <summary>A file's text is one string, which .NET limits to about a billion characters.</summary>
    private const long MostAnArrayHolds = 512L << 20;
}
