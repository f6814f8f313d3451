namespace BatchGen.Batches.Nights;

/// <summary>A stretch of the clock on some days of the week, in local time. One that ends no later than it begins ends on the next day.</summary>
/// <param name="Days">On which it begins.</param>
/// <param name="From">Since midnight; less than 24 h.</param>
/// <param name="To">Since midnight; up to 24 h, and never the same as <paramref name="From"/>.</param>
public sealed record WorkWindow(IReadOnlySet<DayOfWeek> Days, TimeSpan From, TimeSpan To)
{
    private const int MinutesOfDay = 24 * 60;

    private const int MinutesOfWeek = 7 * MinutesOfDay;

    public bool CrossesMidnight => To < From;

    /// <summary>When it begins on this day, by the wall clock.</summary>
    public DateTime BeginningOn(DateOnly day) => day.ToDateTime(TimeOnly.MinValue) + From;

    /// <summary>When the one that begins on this day ends, by the wall clock.</summary>
    public DateTime EndOf(DateOnly day) => day.AddDays(CrossesMidnight ? 1 : 0).ToDateTime(TimeOnly.MinValue) + To;

    /// <summary>Together they leave no minute of a week out.</summary>
    public static bool CoverTheWeek(IEnumerable<WorkWindow> windows)
    {
        var isCovered = new bool[MinutesOfWeek];
        foreach (var window in windows)
        {
            var minutes = (int)(window.To - window.From).TotalMinutes + (window.CrossesMidnight ? MinutesOfDay : 0);
            foreach (var day in window.Days)
            {
                var from = ((int)day * MinutesOfDay) + (int)window.From.TotalMinutes;
                for (var minute = from; minute < from + minutes; minute++)
                    isCovered[minute % MinutesOfWeek] = true;
            }
        }

        return Array.TrueForAll(isCovered, minute => minute);
    }
}
