using BatchGen.Web.Localization;

namespace BatchGen.Web.Formatting;

/// <summary>When something is likely to be done: the day in words, and no more than the minute.</summary>
public static class EndText
{
    private const int DaysOfAWeek = 7;

    /// <param name="zone">Whose days and clocks are meant.</param>
    public static string About(DateTimeOffset end, DateTimeOffset now, TimeZoneInfo zone)
    {
        var there = TimeZoneInfo.ConvertTime(end, zone);
        return (there.Date - TimeZoneInfo.ConvertTime(now, zone).Date).Days switch
        {
            0 => Texts<FormattingTexts>.Of("DoneToday", there),
            1 => Texts<FormattingTexts>.Of("DoneTomorrow", there),
            > 1 and < DaysOfAWeek => Texts<FormattingTexts>.Of("DoneOnDay", there),
            _ => Texts<FormattingTexts>.Of("DoneOnDate", there),
        };
    }
}
