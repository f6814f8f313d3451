using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Schedules;

/// <summary>What became of a request to change or run a schedule.</summary>
public abstract record ScheduleOutcome;

public sealed record ScheduleSaved(long Id) : ScheduleOutcome;

public sealed record ScheduleDeleted : ScheduleOutcome;

/// <param name="Runs">How each run ended; one, or one a file of the watched folder.</param>
public sealed record ScheduleRan(IReadOnlyList<RunSummary> Runs) : ScheduleOutcome;

/// <param name="Code">Stable, one of <see cref="ScheduleErrorCodes"/>.</param>
/// <param name="Sentence">A sentence.</param>
public sealed record ScheduleRefused(string Code, Sentence Sentence) : ScheduleOutcome
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}

/// <summary>Codes of what can be wrong with a schedule; documented in docs/errors.md.</summary>
public static class ScheduleErrorCodes
{
    public const string NotFound = "schedule_not_found";
    public const string InvalidName = "schedule_name_invalid";
    public const string InvalidCron = "schedule_cron_invalid";
    public const string InvalidTime = "schedule_time_invalid";
    public const string NeverDue = "schedule_never_due";
    public const string UnknownTimeZone = "schedule_time_zone_unknown";
    public const string TemplateMissing = "schedule_template_missing";
    public const string InputMissing = "schedule_input_missing";
    public const string FolderNotAllowed = "schedule_folder_not_allowed";
    public const string FolderMissing = "schedule_folder_missing";
    public const string NoNewFile = "schedule_no_new_file";
}

/// <summary>A refusal on its way to the caller, who gets it as <see cref="ScheduleRefused"/>.</summary>
internal sealed class ScheduleException(string code, Sentence sentence) : Exception(sentence.ToString())
{
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
