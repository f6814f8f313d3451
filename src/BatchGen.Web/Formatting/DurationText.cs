using BatchGen.Web.Localization;

namespace BatchGen.Web.Formatting;

/// <summary>Durations in the two largest units that say something.</summary>
public static class DurationText
{
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 1 } => Texts<FormattingTexts>.Of("NoTime"),
        { TotalSeconds: < 1 } => Texts<FormattingTexts>.Of("Milliseconds", duration.TotalMilliseconds),
        { TotalSeconds: < 10 } => Texts<FormattingTexts>.Of("FewSeconds", duration.TotalSeconds),
        { TotalSeconds: < 59.5 } => Texts<FormattingTexts>.Of("Seconds", duration.TotalSeconds),
        { TotalSeconds: < 60 } => Texts<FormattingTexts>.Of("Minutes", 1, 0),
        { TotalHours: < 1 } => Texts<FormattingTexts>.Of("Minutes", duration.Minutes, duration.Seconds),
        { TotalDays: < 1 } => Texts<FormattingTexts>.Of("Hours", duration.Hours, duration.Minutes),
        _ => Texts<FormattingTexts>.Of("Days", (int)duration.TotalDays, duration.Hours),
    };

    /// <summary>An estimate: no finer than it can be true, in one unit below a day.</summary>
    public static string About(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => Texts<FormattingTexts>.Of("ASecond"),
        { TotalSeconds: < 59.5 } => Texts<FormattingTexts>.Of("Seconds", duration.TotalSeconds),
        { TotalMinutes: < 89.5 } => Texts<FormattingTexts>.Of("WholeMinutes", duration.TotalMinutes),
        { TotalHours: < 23.95 } => Texts<FormattingTexts>.Of("TenthsOfHours", duration.TotalHours),
        _ => Texts<FormattingTexts>.Of("TenthsOfDays", duration.TotalDays),
    };

    public static string OfMilliseconds(double milliseconds) => Of(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>How long ago, coarse enough to stay true while a page is looked at.</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 45 } => Texts<FormattingTexts>.Of("JustNow"),
        { TotalMinutes: < 60 } => Texts<FormattingTexts>.Of("MinutesAgo", Math.Max(1, (int)age.TotalMinutes)),
        { TotalHours: < 24 } => Texts<FormattingTexts>.Of("HoursAgo", (int)age.TotalHours),
        _ => Texts<FormattingTexts>.Of("DaysAgo", (int)age.TotalDays),
    };

    /// <summary>How long until then, to the nearest unit.</summary>
    public static string Until(TimeSpan wait) => wait switch
    {
        { TotalSeconds: < 45 } => Texts<FormattingTexts>.Of("JustNow"),
        { TotalMinutes: < 59.5 } => Texts<FormattingTexts>.Of("InMinutes", Math.Round(wait.TotalMinutes)),
        { TotalHours: < 23.5 } => Texts<FormattingTexts>.Of("InHours", Math.Round(wait.TotalHours)),
        _ => Texts<FormattingTexts>.Of("InDays", Math.Round(wait.TotalDays)),
    };
}
