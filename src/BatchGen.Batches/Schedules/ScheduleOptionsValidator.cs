using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Schedules;

internal sealed class ScheduleOptionsValidator : IValidateOptions<ScheduleOptions>
{
    public ValidateOptionsResult Validate(string? name, ScheduleOptions options)
    {
        List<string> errors = [];
        foreach (var root in options.FolderRoots.Where(root => !Path.IsPathFullyQualified(root)))
            errors.Add($"Schedules:FolderRoots holds '{root}'. Use absolute paths.");
        if (!Enum.IsDefined(options.DefaultOverlap))
            errors.Add($"Schedules:DefaultOverlap is '{options.DefaultOverlap}'. Use 'Skip' or 'Queue'.");
        if (!Enum.IsDefined(options.DefaultMissedRuns))
            errors.Add($"Schedules:DefaultMissedRuns is '{options.DefaultMissedRuns}'. Use 'RunOnce' or 'Skip'.");
        if (options.FileQuietPeriod < TimeSpan.Zero)
            errors.Add($"Schedules:FileQuietPeriod is {options.FileQuietPeriod}. Use 00:00:00 or longer.");
        if (options.MissedAfter < TimeSpan.FromSeconds(1))
            errors.Add($"Schedules:MissedAfter is {options.MissedAfter}. Use 00:00:01 or longer.");
        if (options.CheckInterval < TimeSpan.FromMilliseconds(100))
            errors.Add($"Schedules:CheckInterval is {options.CheckInterval}. Use 00:00:00.1 or longer.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
