using System.Globalization;
using System.Text.RegularExpressions;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Nights;

/// <summary>
/// Work hours as people write them: <c>Mon-Fri 20:00-07:00; Sat,Sun 00:00-24:00</c>. Windows stand between semicolons; each has days
/// (names, ranges, <c>weekdays</c>, <c>weekend</c>, <c>daily</c>; none means daily), a beginning and an end.
/// </summary>
public static partial class WorkHoursText
{
    /// <summary>More than anybody's week has.</summary>
    public const int MostWindows = 50;

    /// <summary>As much as a batch keeps.</summary>
    public const int MostCharacters = 1_000;

    private static readonly IReadOnlyList<DayOfWeek> Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <param name="text">Empty is at all hours.</param>
    /// <param name="timeZone">An IANA name; empty takes the machine's own.</param>
    /// <exception cref="WorkHoursException">With what is wrong.</exception>
    public static WorkHours Parse(string text, string timeZone)
    {
        ArgumentNullException.ThrowIfNull(text);
        var zone = ZoneOf(timeZone);
        if (text.Length > MostCharacters)
            throw Refuse($"The work hours have {text.Length} characters; at most {MostCharacters} are kept. Put days with the same times into one.");
        var parts = text.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > MostWindows)
            throw Refuse(
                $"There are {parts.Length} work windows; at most {MostWindows} can be set. Put days with the same times into one, e.g. 'Mon-Fri 20:00-07:00'.");
        return new WorkHours(parts.Select(WindowOf), zone);
    }

    /// <exception cref="WorkHoursException">time_zone_unknown.</exception>
    public static TimeZoneInfo ZoneOf(string timeZone)
    {
        ArgumentNullException.ThrowIfNull(timeZone);
        if (timeZone.Trim().Length == 0)
            return TimeZoneInfo.Local;
        return TimeZoneInfo.TryFindSystemTimeZoneById(timeZone.Trim(), out var zone) ? zone : throw new WorkHoursException(
            WorkHoursErrorCodes.UnknownTimeZone, $"This machine knows no time zone '{timeZone}'. Use a name like 'Europe/Berlin' or 'UTC'.");
    }

    private static WorkWindow WindowOf(string part)
    {
        var match = WindowForm().Match(part);
        if (!match.Success)
            throw Refuse($"'{part}' is no work window. Write days, a beginning and an end, e.g. 'Mon-Fri 20:00-07:00', with a semicolon between two windows.");

        var days = match.Groups["days"].Value is { Length: > 0 } names ? DaysOf(names, part) : [.. Week];
        var from = TimeOf(match.Groups["from"].Value, part);
        var to = TimeOf(match.Groups["to"].Value, part);
        if (from == to)
            throw Refuse($"'{part}' begins and ends at the same time. Write 00:00-24:00 for a whole day.");
        if (from == TimeSpan.FromDays(1))
            throw Refuse($"'{part}' begins at 24:00. Write 00:00 and the next day.");
        return new WorkWindow(days, from, to);
    }

    private static HashSet<DayOfWeek> DaysOf(string names, string part)
    {
        var days = new HashSet<DayOfWeek>();
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = name.Split(['-', '–'], StringSplitOptions.TrimEntries);
            days.UnionWith(ends.Length == 2 ? Between(DayOf(ends[0], part), DayOf(ends[1], part)) : Named(name, part));
        }

        return days;
    }

    private static IEnumerable<DayOfWeek> Named(string name, string part) => name.ToUpperInvariant() switch
    {
        "DAILY" => Week,
        "WEEKDAYS" => Between(DayOfWeek.Monday, DayOfWeek.Friday),
        "WEEKEND" => Between(DayOfWeek.Saturday, DayOfWeek.Sunday),
        _ => [DayOf(name, part)],
    };

    /// <summary>From Friday to Monday goes over the weekend.</summary>
    private static IEnumerable<DayOfWeek> Between(DayOfWeek from, DayOfWeek to) =>
        Enumerable.Range((int)from, (((int)to - (int)from + Week.Count) % Week.Count) + 1).Select(day => (DayOfWeek)(day % Week.Count));

    private static DayOfWeek DayOf(string name, string part)
    {
        foreach (var day in Week)
        {
            var whole = day.ToString();
            if (name.Equals(whole, StringComparison.OrdinalIgnoreCase) || name.Equals(whole[..3], StringComparison.OrdinalIgnoreCase))
                return day;
        }

        throw Refuse($"'{name}' in '{part}' is no day. Use Mon, Tue, Wed, Thu, Fri, Sat or Sun, a range like Mon-Fri, or weekdays, weekend or daily.");
    }

    private static TimeSpan TimeOf(string time, string part)
    {
        var colon = time.IndexOf(':', StringComparison.Ordinal);
        var hours = int.Parse(time[..colon], CultureInfo.InvariantCulture);
        var minutes = int.Parse(time[(colon + 1)..], CultureInfo.InvariantCulture);
        return hours <= 23 && minutes <= 59 || (hours == 24 && minutes == 0)
            ? new TimeSpan(hours, minutes, 0)
            : throw Refuse($"'{time}' in '{part}' is no time of day. Use 00:00 to 24:00.");
    }

    private static WorkHoursException Refuse(Sentence sentence) => new(WorkHoursErrorCodes.Invalid, sentence);

    [GeneratedRegex(@"^(?:(?<days>[^\d]*[^\d\s])\s+)?(?<from>[0-9]{1,2}:[0-9]{2})\s*[-–]\s*(?<to>[0-9]{1,2}:[0-9]{2})$")]
    private static partial Regex WindowForm();
}

/// <summary>A text that names no work hours.</summary>
public sealed class WorkHoursException(string code, Sentence sentence) : Exception(sentence.ToString())
{
    /// <summary>Stable, see <see cref="WorkHoursErrorCodes"/>.</summary>
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;

    /// <summary>The field at fault, as programs name it.</summary>
    public string Field => Code == WorkHoursErrorCodes.UnknownTimeZone ? "time_zone" : "hours";
}

/// <summary>Documented in docs/errors.md.</summary>
public static class WorkHoursErrorCodes
{
    public const string Invalid = "work_hours_invalid";
    public const string UnknownTimeZone = "work_hours_time_zone_unknown";
}
