using System.Globalization;

namespace BatchGen.Web.Formatting;

/// <summary>Durations in the two largest units that say something.</summary>
public static class DurationText
{
    public static string Of(TimeSpan duration) => duration switch
    {
        { Ticks: < 0 } => Of(TimeSpan.Zero),
        { TotalMilliseconds: < 1 } => "0 s",
        { TotalSeconds: < 1 } => Text($"{duration.TotalMilliseconds:N0} ms"),
        { TotalSeconds: < 10 } => Text($"{duration.TotalSeconds:N1} s"),
        { TotalSeconds: < 59.5 } => Text($"{duration.TotalSeconds:N0} s"),
        { TotalSeconds: < 60 } => "1 min 0 s",
        { TotalHours: < 1 } => Text($"{duration.Minutes} min {duration.Seconds} s"),
        { TotalDays: < 1 } => Text($"{duration.Hours} h {duration.Minutes} min"),
        _ => Text($"{(int)duration.TotalDays:N0} d {duration.Hours} h"),
    };

    public static string OfMilliseconds(double milliseconds) => Of(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>How long ago, coarse enough to stay true while a page is looked at.</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 45 } => "just now",
        { TotalMinutes: < 60 } => Text($"{Math.Max(1, (int)age.TotalMinutes)} min ago"),
        { TotalHours: < 24 } => Text($"{(int)age.TotalHours} h ago"),
        _ => Text($"{(int)age.TotalDays:N0} d ago"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.CurrentCulture);
}
