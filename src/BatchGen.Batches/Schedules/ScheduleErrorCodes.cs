namespace BatchGen.Batches.Schedules;

/// <summary>Codes of what can be wrong with a schedule; documented in docs/errors.md.</summary>
public static class ScheduleErrorCodes
{
    public const string NotFound = "schedule_not_found";
    public const string InvalidName = "schedule_name_invalid";
    public const string InvalidCron = "schedule_cron_invalid";
    public const string InvalidTime = "schedule_time_invalid";
    public const string UnknownTimeZone = "schedule_time_zone_unknown";
    public const string TemplateMissing = "schedule_template_missing";
    public const string InputMissing = "schedule_input_missing";
    public const string FolderNotAllowed = "schedule_folder_not_allowed";
    public const string FolderMissing = "schedule_folder_missing";
    public const string NoNewFile = "schedule_no_new_file";
}
