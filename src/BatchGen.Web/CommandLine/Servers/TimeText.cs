using System.Globalization;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary>Times for people: this machine's clock, to the minute, and in the same form everywhere.</summary>
internal static class TimeText
{
    public static string Of(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long ago, in one unit: a table has no room for more.</summary>
    public static string Age(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalSeconds: < 1 } => "0s",
        { TotalMinutes: < 1 } age => Whole(age.TotalSeconds, 's'),
        { TotalHours: < 1 } age => Whole(age.TotalMinutes, 'm'),
        { TotalDays: < 1 } age => Whole(age.TotalHours, 'h'),
        var age => Whole(age.TotalDays, 'd'),
    };

    /// <param name="never">What stands for no time.</param>
    public static string Of(DateTimeOffset? time, string never) => time is { } known ? Of(known) : never;

    private static string Whole(double units, char unit) => string.Create(CultureInfo.InvariantCulture, $"{(long)units}{unit}");
}
