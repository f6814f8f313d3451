using System.Globalization;
using BatchGen.Batches.Nights;

namespace BatchGen.Batches.Tests.Nights;

/// <summary>The week as people write it, by the clocks of places that change theirs in different ways.</summary>
public sealed class WorkHoursTests
{
    private const string Usual = "Mon-Fri 20:00-07:00; Sat,Sun 00:00-24:00";

    [Theory]
    // 2026-06-01 is a Monday.
    [InlineData(Usual, "2026-06-01T19:59", false)]
    [InlineData(Usual, "2026-06-01T20:00", true)]
    [InlineData(Usual, "2026-06-02T06:59", true)]
    [InlineData(Usual, "2026-06-02T07:00", false)]
    // Friday night into the weekend, Sunday night: Monday's morning is nobody's window.
    [InlineData(Usual, "2026-06-05T19:59", false)]
    [InlineData(Usual, "2026-06-06T07:00", true)]
    [InlineData(Usual, "2026-06-07T23:59", true)]
    [InlineData(Usual, "2026-06-08T00:00", false)]
    [InlineData("22:00-02:00", "2026-06-03T01:59", true)]
    [InlineData("22:00-02:00", "2026-06-03T02:00", false)]
    [InlineData("", "2026-06-03T12:00", true)]
    public void IsOpen_FollowsTheWallClock(string text, string local, bool isOpen)
    {
        foreach (var zone in (string[])["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
            Assert.Equal(isOpen, WorkHoursText.Parse(text, zone).IsOpen(In(zone, local)));
    }

    [Theory]
    // Clocks go forward: the night is an hour short, half an hour on Lord Howe.
    [InlineData("Europe/Berlin", "2026-03-28T19:00Z", "2026-03-29T05:00Z", 10)]
    [InlineData("America/New_York", "2026-03-08T01:00Z", "2026-03-08T11:00Z", 10)]
    [InlineData("Australia/Lord_Howe", "2026-10-03T09:30Z", "2026-10-03T20:00Z", 10.5)]
    // They go back.
    [InlineData("Europe/Berlin", "2026-10-24T18:00Z", "2026-10-25T06:00Z", 12)]
    [InlineData("America/New_York", "2026-11-01T00:00Z", "2026-11-01T12:00Z", 12)]
    [InlineData("Australia/Lord_Howe", "2026-04-04T09:00Z", "2026-04-04T20:30Z", 11.5)]
    // They never do.
    [InlineData("Asia/Kolkata", "2026-03-28T14:30Z", "2026-03-29T01:30Z", 11)]
    public void Stretch_IsAsLongAsTheNightIs(string zone, string opening, string closing, double hours)
    {
        var work = WorkHoursText.Parse("20:00-07:00", zone);
        var noon = At(opening).AddHours(-6);

        Assert.False(work.IsOpen(noon));
        Assert.Equal(At(opening), work.NextOpening(noon));
        Assert.Equal(At(closing), work.NextClosing(noon));
        Assert.Equal(At(closing), work.NextClosing(At(opening)));
        Assert.Equal(hours, (At(closing) - At(opening)).TotalHours);
        Assert.Equal(new WorkEnd(At(closing), 1), work.Finish(noon, TimeSpan.FromHours(hours)));
        Assert.Equal(new WorkEnd(At(closing).AddHours(-1), 1), work.Finish(noon, TimeSpan.FromHours(hours - 1)));
    }

    [Theory]
    // 02:30 does not exist on that day in Berlin: it is the moment the clocks go, 03:00 summer time.
    [InlineData("02:30-06:00", "2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-29T04:00Z")]
    [InlineData("23:00-02:30", "2026-03-28T20:00Z", "2026-03-28T22:00Z", "2026-03-29T01:00Z")]
    // A window inside the hour that is left out is none that day.
    [InlineData("02:10-02:40", "2026-03-29T00:30Z", "2026-03-30T00:10Z", "2026-03-30T00:40Z")]
    // 02:30 comes twice: the first one counts, at both ends.
    [InlineData("02:30-06:00", "2026-10-24T23:00Z", "2026-10-25T00:30Z", "2026-10-25T05:00Z")]
    [InlineData("23:00-02:30", "2026-10-24T20:00Z", "2026-10-24T21:00Z", "2026-10-25T00:30Z")]
    [InlineData("02:10-02:40", "2026-10-24T23:00Z", "2026-10-25T00:10Z", "2026-10-25T00:40Z")]
    public void Ends_AreTheFirstMomentOfTheirTime_WhereClocksChange(string text, string from, string opening, string closing)
    {
        var work = WorkHoursText.Parse(text, "Europe/Berlin");

        Assert.Equal(At(opening), work.NextOpening(At(from)));
        Assert.Equal(At(closing), work.NextClosing(At(from)));
    }

    /// <summary>Samoa had no 30 December 2011: it went over the date line.</summary>
    [Fact]
    public void Opening_IsTheNextDay_WhereADayIsLeftOut()
    {
        var work = WorkHoursText.Parse("Fri 10:00-12:00; Sat 08:00-09:00", "Pacific/Apia");

        Assert.Equal(At("2011-12-30T18:00Z"), work.NextOpening(At("2011-12-30T09:00Z")));
        Assert.Equal(At("2012-01-05T20:00Z"), work.NextOpening(At("2011-12-30T18:00Z")));
    }

    [Fact]
    public void Stretch_IsOne_WhereWindowsTouchOrOverlap()
    {
        var work = WorkHoursText.Parse(Usual, "Europe/Berlin");
        var friday = At("2026-06-05T18:00Z");

        Assert.Equal(At("2026-06-07T22:00Z"), work.NextClosing(friday));
        Assert.Equal(At("2026-06-08T18:00Z"), work.NextOpening(friday));
    }

    [Theory]
    [InlineData("")]
    [InlineData("daily 00:00-24:00")]
    [InlineData("00:00-12:00; 12:00-24:00")]
    [InlineData("Mon-Sun 07:00-06:00; 06:00-08:00")]
    public void Always_HasNoEnds(string text)
    {
        var work = WorkHoursText.Parse(text, "Europe/Berlin");

        Assert.True(work.IsAlways);
        Assert.Null(work.NextOpening(At("2026-06-05T18:00Z")));
        Assert.Null(work.NextClosing(At("2026-06-05T18:00Z")));
        Assert.Equal(new WorkEnd(At("2026-06-07T00:00Z"), 1), work.Finish(At("2026-06-05T18:00Z"), TimeSpan.FromHours(30)));
    }

    [Theory]
    // Tuesday noon: eleven hours a night, from 20:00 by Berlin's summer time.
    [InlineData(0, "2026-06-02T10:00Z", 0)]
    [InlineData(9.75, "2026-06-03T03:45Z", 1)]
    [InlineData(11, "2026-06-03T05:00Z", 1)]
    [InlineData(11.5, "2026-06-03T18:30Z", 2)]
    [InlineData(33, "2026-06-05T05:00Z", 3)]
    // The weekend in one stretch: Friday 20:00 to Sunday 24:00 is 52 hours.
    [InlineData(85, "2026-06-07T22:00Z", 4)]
    [InlineData(85.5, "2026-06-08T18:30Z", 5)]
    public void Finish_CountsOnlyOpenHours(double hours, string end, int stretches) =>
        Assert.Equal(new WorkEnd(At(end), stretches), WorkHoursText.Parse(Usual, "Europe/Berlin").Finish(At("2026-06-02T10:00Z"), TimeSpan.FromHours(hours)));

    [Fact]
    public void Finish_SaysNothing_WhenItIsMoreThanAYear()
    {
        Assert.Null(WorkHoursText.Parse("Sun 04:00-05:00", "UTC").Finish(At("2026-06-02T10:00Z"), TimeSpan.FromHours(60)));
        Assert.NotNull(WorkHoursText.Parse("Sun 04:00-05:00", "UTC").Finish(At("2026-06-02T10:00Z"), TimeSpan.FromHours(50)));
        Assert.Null(WorkHours.Always.Finish(At("2026-06-02T10:00Z"), TimeSpan.FromDays(400)));
    }

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture);

    private static DateTimeOffset In(string zone, string local)
    {
        var wall = DateTime.Parse(local, CultureInfo.InvariantCulture);
        return new DateTimeOffset(wall, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(wall));
    }
}
