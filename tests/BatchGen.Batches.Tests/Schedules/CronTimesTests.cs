using BatchGen.Batches.Schedules;

namespace BatchGen.Batches.Tests.Schedules;

public sealed class CronTimesTests
{
    // Clocks in 2026: Berlin forward on 29 March at 02:00, back on 25 October at 03:00; New York forward on 8 March at 02:00, back on 1 November at 02:00.
    [Theory]
    [InlineData("0 2 * * 1-5", "Europe/Berlin", "2026-03-27T00:00Z", "2026-03-27T02:00+01:00", "2026-03-30T02:00+02:00")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")]
    [InlineData("30 2 * * *", "America/New_York", "2026-03-07T12:00Z", "2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00")]
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31T12:00Z", "2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00")]
    [InlineData("0 * * * *", "America/New_York", "2026-11-01T05:30Z", "2026-11-01T01:00-05:00", "2026-11-01T02:00-05:00")]
    [InlineData("0 22 * * *", "Asia/Shanghai", "2026-03-28T12:00Z", "2026-03-28T22:00+08:00", "2026-03-29T22:00+08:00")]
    public void After_GivesTheTimesOfTheZone_AcrossClockChanges(string cron, string zone, string from, string first, string second)
    {
        var times = CronTimes.TryParse(cron, TimeZoneInfo.FindSystemTimeZoneById(zone))!.After(Moment(from), 2);

        Assert.Equal([Moment(first), Moment(second)], times);
        Assert.Equal([Moment(first).Offset, Moment(second).Offset], times.Select(time => time.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("every night")]
    [InlineData("60 2 * * *")]
    [InlineData("0 0 2 * * *")]
    public void TryParse_GivesNull_WhenItIsNoExpressionOfFiveFields(string cron) => Assert.Null(CronTimes.TryParse(cron, TimeZoneInfo.Utc));

    [Fact]
    public void After_GivesNone_WhenItIsNeverDue() =>
        Assert.Empty(CronTimes.TryParse("0 2 31 2 *", TimeZoneInfo.Utc)!.After(Moment("2026-01-01T00:00Z"), 5));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
