using System.Globalization;
using BatchGen.Batches.Schedules;
using Microsoft.Extensions.Localization;

namespace BatchGen.Web.Pages.Schedules;

/// <summary>When a schedule runs, in a person's words.</summary>
internal static class ScheduleWords
{
    public static string Of(ScheduleDraft draft, IStringLocalizer<SchedulesTexts> texts) => draft is { Cron: null, OnceAt: { } once }
        ? texts["OnceAt", ScheduleZones.In(once, draft.TimeZone).DateTime]
        : Of(CronForm.Of(draft.Cron), texts);

    public static string Of(CronForm form, IStringLocalizer<SchedulesTexts> texts)
    {
        var time = form.Time.ToString("HH:mm", CultureInfo.InvariantCulture);
        return form.Kind switch
        {
            CronKind.EveryMinutes => texts["EveryMinutes", form.Minutes],
            CronKind.Hourly => texts["Hourly", form.Time.Minute],
            CronKind.Daily => texts["Daily", time],
            CronKind.Weekdays => texts["Weekdays", time],
            CronKind.Days => texts["OnDays", time, string.Join(", ", InWeek(form.Days).Select(DayWord))],
            CronKind.Monthly => texts["Monthly", time, form.Day],
            CronKind.Cron when new CronWords(texts).Of(form.Expression) is { } words => words,
            _ => texts["CronWords", form.Expression],
        };
    }

    public static string DayWord(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);

    /// <summary>Monday first: the week of those who plan nights.</summary>
    public static IEnumerable<DayOfWeek> InWeek(IEnumerable<DayOfWeek> days) => days.OrderBy(day => ((int)day + 6) % 7);
}
