using Cronos;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Backups;

/// <summary>Copies that are made by themselves. Section "Backup".</summary>
public sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>Where copies go, best on another disk; null makes none by itself.</summary>
    public string? Folder { get; set; }

    /// <summary>When, in the server's time: five fields of cron.</summary>
    public string Cron { get; set; } = "0 4 * * *";

    /// <summary>How many copies stay; older ones are deleted after a new one is whole.</summary>
    public int Keep { get; set; } = 7;
}

internal sealed class BackupOptionsValidator : IValidateOptions<BackupOptions>
{
    public ValidateOptionsResult Validate(string? name, BackupOptions options)
    {
        List<string> errors = [];
        if (!CronExpression.TryParse(options.Cron, out _))
            errors.Add($"{BackupOptions.Section}:Cron is '{options.Cron}'. Use five fields, e.g. '0 4 * * *' for every day at 04:00.");
        if (options.Keep is < 1 or > 1_000)
            errors.Add($"{BackupOptions.Section}:Keep is {options.Keep}. Use 1 to 1000.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
