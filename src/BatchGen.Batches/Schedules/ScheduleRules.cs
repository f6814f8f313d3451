using BatchGen.Batches.Templates;

namespace BatchGen.Batches.Schedules;

/// <summary>What a schedule must be, and when it is due.</summary>
internal static class ScheduleRules
{
    private const int MaxNameLength = 200;

    /// <exception cref="ScheduleException">With what is wrong.</exception>
    public static void Require(ScheduleDraft draft, TemplateSummary? template, WatchedFolders folders)
    {
        if (draft.Name.Trim().Length is 0 or > MaxNameLength)
            throw new ScheduleException(ScheduleErrorCodes.InvalidName, $"A schedule's name has 1 to {MaxNameLength} characters; this one has {draft.Name.Trim().Length}.");
        if (template is null)
            throw new ScheduleException(ScheduleErrorCodes.TemplateMissing, "A schedule submits a template, and there is none of this id. Save one on the New batch page, then choose it here.");
        if (draft.Folder is null && template.InputBytes is null)
            throw new ScheduleException(ScheduleErrorCodes.InputMissing, $"The template '{template.Name}' has settings only. Save it with its input, or let the schedule watch a folder.");
        if (draft.Folder is not null)
            folders.Require(draft.Folder);
        _ = ZoneOf(draft.TimeZone);
        if (draft.Cron is not null)
            _ = TimesOf(draft.Cron, draft.TimeZone);
    }

    /// <summary>Null when it is never due again.</summary>
    /// <exception cref="ScheduleException">The expression, the zone or the time is no good.</exception>
    public static DateTimeOffset? Next(ScheduleDraft draft, DateTimeOffset now)
    {
        if (draft.Cron is not null)
            return TimesOf(draft.Cron, draft.TimeZone).After(now);
        return draft.OnceAt > now
            ? draft.OnceAt
            : throw new ScheduleException(ScheduleErrorCodes.InvalidTime, "The time this schedule runs at has passed, or none is set. Choose one in the future.");
    }

    public static CronTimes TimesOf(string cron, string timeZone) => CronTimes.TryParse(cron, ZoneOf(timeZone)) ?? throw new ScheduleException(
        ScheduleErrorCodes.InvalidCron,
        $"'{cron}' is no cron expression. Write minute, hour, day of month, month and day of week with blanks between them, e.g. '0 2 * * 1-5' for 02:00 on weekdays.");

    public static TimeZoneInfo ZoneOf(string timeZone) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone)
        ? zone
        : throw new ScheduleException(ScheduleErrorCodes.UnknownTimeZone, $"This machine knows no time zone '{timeZone}'. Use a name like 'Europe/Berlin' or 'UTC'.");
}
