using Cronos;

namespace BatchGen.Batches.Schedules;

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
