using BatchGen.Batches.Data;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Schedules;

/// <summary>How schedules run. Section "Schedules".</summary>
public sealed class ScheduleOptions
{
    public const string Section = "Schedules";

    /// <summary>
    /// Folders whose subfolders may be watched, besides "inbox" in the data directory: whoever edits a schedule could
    /// else have the server read any file it can.
    /// </summary>
    public IList<string> FolderRoots { get; } = [];

    /// <summary>What a new schedule does while its last batch has not ended, until somebody chooses otherwise for it.</summary>
    public OverlapPolicy DefaultOverlap { get; set; } = OverlapPolicy.Skip;

    /// <summary>What a new schedule does about runs it missed, until somebody chooses otherwise for it.</summary>
    public MissedRunPolicy DefaultMissedRuns { get; set; } = MissedRunPolicy.RunOnce;

    /// <summary>A file is taken once nobody wrote to it for so long.</summary>
    public TimeSpan FileQuietPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A run that is later than this was missed, because the server was off.</summary>
    public TimeSpan MissedAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest pause between two looks at what is due: another machine may have changed a schedule.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(30);
}

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
