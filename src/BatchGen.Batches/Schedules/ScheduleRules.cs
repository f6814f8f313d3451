using BatchGen.Batches.Templates;
using Cronos;

namespace BatchGen.Batches.Schedules;

/// <summary>What a schedule must be, and when it is due.</summary>
internal static class ScheduleRules
{
    private const int MaxNameLength = 200;

    /// <exception cref="ScheduleException">With what is wrong.</exception>
    public static void Require(ScheduleDraft draft, TemplateSummary? template, WatchedFolders folders)
    {
        if (draft.Name.Trim().Length is 0 or > MaxNameLength)
            throw new ScheduleException(
                ScheduleErrorCodes.InvalidName, $"A schedule's name has 1 to {MaxNameLength} characters; this one has {draft.Name.Trim().Length}.");
        if (template is null)
            throw new ScheduleException(
                ScheduleErrorCodes.TemplateMissing,
                "A schedule submits a template, and there is none of this id. Save one on the New batch page, then choose it here.");
        if (draft.Folder is null && template.InputBytes is null)
            throw new ScheduleException(
                ScheduleErrorCodes.InputMissing,
                $"The template '{template.Name}' has settings only. Save it with its input, or let the schedule watch a folder.");
        if (draft.Folder is not null)
            folders.Require(draft.Folder);
        _ = ZoneOf(draft.TimeZone);
        if (draft.Cron is not null)
            _ = TimesOf(draft.Cron, draft.TimeZone);
    }

    /// <summary>The first time from now on.</summary>
    /// <exception cref="ScheduleException">The expression, the zone or the time is no good, or it never comes.</exception>
    public static DateTimeOffset Next(ScheduleDraft draft, DateTimeOffset now)
    {
        if (draft.Cron is not null)
        {
            return TimesOf(draft.Cron, draft.TimeZone).After(now) ?? throw new ScheduleException(
                ScheduleErrorCodes.NeverDue,
                $"'{draft.Cron}' never comes: no month that it names has such a day. Choose another day or another month.");
        }

        return draft.OnceAt > now
            ? draft.OnceAt.Value
            : throw new ScheduleException(
                ScheduleErrorCodes.InvalidTime, "The time this schedule runs at has passed, or none is set. Choose one in the future.");
    }

    public static CronTimes TimesOf(string cron, string timeZone) => CronTimes.TryParse(cron, ZoneOf(timeZone)) ?? throw new ScheduleException(
        ScheduleErrorCodes.InvalidCron,
        $"'{cron}' is no cron expression. Write minute, hour, day of month, month and day of week with blanks between them, e.g. '0 2 * * 1-5' for 02:00 on weekdays.");

    public static TimeZoneInfo ZoneOf(string timeZone) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone)
        ? zone
        : throw new ScheduleException(
            ScheduleErrorCodes.UnknownTimeZone, $"This machine knows no time zone '{timeZone}'. Use a name like 'Europe/Berlin' or 'UTC'.");
}

/// <summary>
/// When a cron expression of five fields is due in a time zone. Where clocks go forward, a time that does not exist is
/// due when they have gone; where they go back, a time that comes twice is due the first time, and an interval keeps
/// running (Cronos' documented rules).
/// </summary>
public sealed class CronTimes
{
    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;

    private CronTimes(CronExpression expression, TimeZoneInfo zone)
    {
        _expression = expression;
        _zone = zone;
    }

    /// <summary>Null when the expression is none.</summary>
    public static CronTimes? TryParse(string cron, TimeZoneInfo zone) =>
        CronExpression.TryParse(cron, CronFormat.Standard, out var expression) ? new CronTimes(expression, zone) : null;

    /// <summary>In the zone's own time; null when it is never due again (e.g. 31 February).</summary>
    public DateTimeOffset? After(DateTimeOffset moment) => _expression.GetNextOccurrence(moment, _zone);

    /// <summary>The next times, at most so many.</summary>
    public IReadOnlyList<DateTimeOffset> After(DateTimeOffset moment, int most)
    {
        var times = new List<DateTimeOffset>(most);
        for (var next = After(moment); next is { } time && times.Count < most; next = After(time))
            times.Add(time);
        return times;
    }
}
