using System.Globalization;

namespace BatchGen.Web.Pages.Schedules;

/// <summary>
/// The numbers that one field of a cron expression allows, e.g. 1, 2, 3, 20 for "1-3,20". What is more than numbers (L, W, #) is not one of these.
/// </summary>
internal sealed record CronField(IReadOnlyList<int> Values, bool IsAll, int? Every)
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static CronField? Minute(string text) => Parse(text, 0, 59, []);

    public static CronField? Hour(string text) => Parse(text, 0, 23, []);

    public static CronField? DayOfMonth(string text) => Parse(text, 1, 31, []);

    public static CronField? Month(string text) => Parse(text, 1, 12, Months);

    /// <summary>0 is Sunday, and so is 7.</summary>
    public static CronField? DayOfWeek(string text) => Parse(text, 0, 7, Days) is { } field
        ? field with { Values = [.. field.Values.Select(day => day % 7).Distinct().Order()] }
        : null;

    /// <summary>The number a word of the field stands for; null when it is none.</summary>
    public static int? DayNumber(string text) => Number(text, 0, 7, Days) is { } day ? day % 7 : null;

    private static CronField? Parse(string text, int least, int most, string[] names)
    {
        if (text is "*" or "?")
            return new CronField([.. Enumerable.Range(least, most - least + 1)], IsAll: true, Every: 1);
        var values = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            if (Part(part, least, most, names) is not { } numbers)
                return null;
            values.UnionWith(numbers);
        }

        int? every = text.StartsWith("*/", StringComparison.Ordinal)
            && !text.Contains(',', StringComparison.Ordinal)
            && Number(text[2..], 1, most + 1, []) is { } step
            && (most + 1) % step == 0
            ? step
            : null;
        return new CronField([.. values], values.Count == most - least + 1, every);
    }

    private static IEnumerable<int>? Part(string part, int least, int most, string[] names)
    {
        var step = 1;
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            if (Number(part[(slash + 1)..], 1, most + 1, []) is not { } by)
                return null;
            step = by;
        }

        var range = slash >= 0 ? part[..slash] : part;
        if (range is "*" or "?")
            return Steps(least, most, step, least, most);
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return Number(range, least, most, names) is { } from ? Steps(from, slash >= 0 ? most : from, step, least, most) : null;
        return Number(range[..dash], least, most, names) is { } first && Number(range[(dash + 1)..], least, most, names) is { } last
            ? Steps(first, last, step, least, most)
            : null;
    }

    /// <summary>A range whose end is before its beginning goes on from the least: 22-2 is 22, 23, 0, 1, 2.</summary>
    private static IEnumerable<int> Steps(int first, int last, int step, int least, int most)
    {
        var count = most - least + 1;
        var end = last >= first ? last : last + count;
        for (var at = first; at <= end; at += step)
            yield return at > most ? at - count : at;
    }

    private static int? Number(string text, int least, int most, string[] names)
    {
        var named = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
            return named + (names.Length == 12 ? 1 : 0);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
    }
}
