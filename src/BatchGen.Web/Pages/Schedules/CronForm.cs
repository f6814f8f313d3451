using System.Globalization;

namespace BatchGen.Web.Pages.Schedules;

/// <summary>A cron expression as the editor's fields, and back. What the fields cannot say stays an expression.</summary>
public sealed record CronForm(CronKind Kind)
{
    public static CronForm Nightly { get; } = new(CronKind.Daily);

    public TimeOnly Time { get; init; } = new(2, 0);

    /// <summary>Between runs; a divisor of 60, because cron starts each hour anew.</summary>
    public int Minutes { get; init; } = 15;

    public int Day { get; init; } = 1;

    public IReadOnlySet<DayOfWeek> Days { get; init; } = new HashSet<DayOfWeek> { DayOfWeek.Monday };

    public string Expression { get; init; } = "0 2 * * *";

    /// <summary>Null for a schedule that runs once.</summary>
    public string? Cron => Kind switch
    {
        CronKind.Once => null,
        CronKind.EveryMinutes => Text($"*/{Minutes} * * * *"),
        CronKind.Hourly => Text($"{Time.Minute} * * * *"),
        CronKind.Daily => Text($"{Time.Minute} {Time.Hour} * * *"),
        CronKind.Weekdays => Text($"{Time.Minute} {Time.Hour} * * 1-5"),
        CronKind.Days => Text($"{Time.Minute} {Time.Hour} * * {string.Join(',', Days.Select(day => (int)day).Order())}"),
        CronKind.Monthly => Text($"{Time.Minute} {Time.Hour} {Day} * *"),
        _ => Expression,
    };

    public static CronForm Of(string? cron)
    {
        if (cron is null)
            return new CronForm(CronKind.Once);
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (fields.Length == 5 ? Recognize(fields) : null) ?? new CronForm(CronKind.Cron) { Expression = cron };
    }

    private static CronForm? Recognize(string[] fields) => fields switch
    {
        [['*', '/', .. var every], "*", "*", "*", "*"] when Number(every, 1, 59) is { } minutes && 60 % minutes == 0 =>
            new(CronKind.EveryMinutes) { Minutes = minutes },
        [var minute, "*", "*", "*", "*"] when Number(minute, 0, 59) is { } at => new(CronKind.Hourly) { Time = new TimeOnly(0, at) },
        [_, _, "*", "*", "*"] when TimeOf(fields) is { } time => new(CronKind.Daily) { Time = time },
        [_, _, "*", "*", "1-5"] when TimeOf(fields) is { } time => new(CronKind.Weekdays) { Time = time },
        [_, _, "*", "*", var days] when TimeOf(fields) is { } time && DaysOf(days) is { } set => new(CronKind.Days) { Time = time, Days = set },
        [_, _, var day, "*", "*"] when TimeOf(fields) is { } time && Number(day, 1, 31) is { } number => new(CronKind.Monthly) { Time = time, Day = number },
        _ => null,
    };

    private static TimeOnly? TimeOf(string[] fields) =>
        Number(fields[0], 0, 59) is { } minute && Number(fields[1], 0, 23) is { } hour ? new TimeOnly(hour, minute) : null;

    private static HashSet<DayOfWeek>? DaysOf(string text)
    {
        var days = text.Split(',').Select(day => Number(day, 0, 7)).ToList();
        return days.Contains(null) ? null : [.. days.Select(day => (DayOfWeek)(day!.Value % 7))];
    }

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The forms the editor offers.</summary>
public enum CronKind
{
    Daily,
    Weekdays,
    Days,
    Monthly,
    Hourly,
    EveryMinutes,
    Once,
    Cron,
}
