using System.Globalization;
using Microsoft.Extensions.Localization;

namespace BatchGen.Web.Pages.Schedules;

/// <summary>
/// Any cron expression that a schedule takes, in a person's words. Day of month and day of week must both hold where both are given, as in Cronos.
/// </summary>
internal sealed class CronWords(IStringLocalizer<SchedulesTexts> texts)
{
    /// <summary>More single times than these are not read, but counted over.</summary>
    private const int MostTimes = 6;

    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@every_minute"] = "* * * * *",
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    /// <summary>Null for what is no cron expression.</summary>
    public string? Of(string expression)
    {
        var fields = (Macros.GetValueOrDefault(expression.Trim()) ?? expression).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5
            || CronField.Minute(fields[0]) is not { } minute
            || CronField.Hour(fields[1]) is not { } hour
            || CronField.Month(fields[3]) is not { } month)
            return null;
        if (DayOfMonth(fields[2]) is not { } day || DayOfWeek(fields[4]) is not { } weekday)
            return null;
        string[] parts = [Time(minute, hour), day, weekday, month.IsAll ? "" : Say("CronInMonths", Joined(month.Values.Select(MonthName)))];
        return Say("CronSentence", string.Join(Say("CronComma"), parts.Where(part => part.Length > 0)));
    }

    private string Say(string key, params object[] values) => texts[key, values].Value;

    private string Time(CronField minute, CronField hour)
    {
        if (minute.Values.Count * hour.Values.Count <= MostTimes)
            return Say("CronAt", Joined(hour.Values.SelectMany(at => minute.Values.Select(past => Clock(at, past)))));
        var minutes = minute switch
        {
            { IsAll: true } => Say("CronEveryMinute"),
            { Every: { } step } => Say("CronEveryMinutes", step),
            _ => Say("CronAtMinutes", Joined(minute.Values.Select(Text))),
        };
        return hour.IsAll ? minutes : Say("CronInHours", minutes, Joined(Ranges(hour.Values)));
    }

    /// <returns>Empty for every day; null for what is no day.</returns>
    private string? DayOfMonth(string text)
    {
        if (CronField.DayOfMonth(text) is { } days)
            return days.IsAll ? "" : Say("CronOnDays", Joined(Ranges(days.Values)));
        return text.ToUpperInvariant() switch
        {
            "L" => Say("CronLastDay"),
            "LW" => Say("CronLastWorkday"),
            ['L', '-', .. var before] when Number(before.EndsWith('W') ? before[..^1] : before) is { } count =>
                Say(before.EndsWith('W') ? "CronWorkdayBeforeLast" : "CronDaysBeforeLast", count),
            [.. var day, 'W'] when Number(day) is { } near => Say("CronWorkdayNear", near),
            _ => null,
        };
    }

    /// <returns>Empty for every day; null for what is no day.</returns>
    private string? DayOfWeek(string text)
    {
        if (CronField.DayOfWeek(text) is { } days)
            return days.Values.Count == 7
                ? ""
                : Say("CronOnWeekdays", Joined(ScheduleWords.InWeek(days.Values.Select(day => (DayOfWeek)day)).Select(ScheduleWords.DayWord)));
        if (text.EndsWith('L') || text.EndsWith('l'))
            return CronField.DayNumber(text[..^1]) is { } last ? Say("CronLastOfMonth", ScheduleWords.DayWord((DayOfWeek)last)) : null;
        var parts = text.Split('#');
        return parts.Length == 2 && CronField.DayNumber(parts[0]) is { } day && Number(parts[1]) is { } nth and >= 1 and <= 5
            ? Say("CronNthOfMonth", ScheduleWords.DayWord((DayOfWeek)day), Say($"Cron{nth}"))
            : null;
    }

    private string Joined(IEnumerable<string> parts)
    {
        var all = parts.ToList();
        return all.Count < 2 ? string.Concat(all) : Say("CronAnd", string.Join(Say("CronListComma"), all.SkipLast(1)), all[^1]);
    }

    /// <summary>Three or more neighbours as "8–17".</summary>
    private static IEnumerable<string> Ranges(IReadOnlyList<int> values)
    {
        for (var start = 0; start < values.Count;)
        {
            var end = start;
            while (end + 1 < values.Count && values[end + 1] == values[end] + 1)
                end++;
            if (end - start >= 2)
            {
                yield return $"{Text(values[start])}–{Text(values[end])}";
                start = end + 1;
            }
            else
            {
                yield return Text(values[start++]);
            }
        }
    }

    private static string MonthName(int month) => CultureInfo.CurrentCulture.DateTimeFormat.GetMonthName(month);

    private static string Clock(int hour, int minute) => new TimeOnly(hour, minute).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
