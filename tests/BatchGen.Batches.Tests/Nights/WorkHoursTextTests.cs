using System.Text.RegularExpressions;
using BatchGen.Batches.Nights;

namespace BatchGen.Batches.Tests.Nights;

public sealed class WorkHoursTextTests
{
    private static readonly DateTimeOffset Monday = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Mon-Fri 20:00-07:00; Sat,Sun 00:00-24:00", "weekdays 20:00 – 7:00\nweekend 00:00-24:00")]
    [InlineData("Mon-Fri 20:00-07:00; Sat,Sun 00:00-24:00", " MONDAY-friday 20:00-07:00 ;; saturday , SUN 0:00-24:00; ")]
    [InlineData("Fri,Sat,Sun,Mon 01:00-02:00", "Fri-Mon 01:00-02:00")]
    [InlineData("Wed 01:00-02:00", "Wed-Wed 01:00-02:00")]
    [InlineData("daily 22:00-06:00", "22:00-06:00")]
    [InlineData("Mon,Tue,Sat,Sun 22:00-06:00", "Mon, Tue, weekend 22:00-06:00")]
    public void Parse_ReadsTheSameHours_HoweverTheyAreSpelt(string one, string other)
    {
        var (first, second) = (WorkHoursText.Parse(one, "UTC"), WorkHoursText.Parse(other, "UTC"));

        for (var minute = 0; minute < 7 * 24 * 60; minute += 10)
            Assert.Equal(first.IsOpen(Monday.AddMinutes(minute)), second.IsOpen(Monday.AddMinutes(minute)));
        Assert.False(first.IsAlways);
    }

    [Theory]
    [InlineData("nights", "'nights' is no work window. Write days")]
    [InlineData("Mon-Fri 20:00", "'Mon-Fri 20:00' is no work window.")]
    [InlineData("Mon-Fri 8pm-7am", "is no work window.")]
    [InlineData("Mon-Fri20:00-07:00", "is no work window.")]
    [InlineData("Mon 01:00-02:00; Fun 20:00-07:00", "'Fun' in 'Fun 20:00-07:00' is no day. Use Mon")]
    [InlineData("Mon,,Tue 20:00-07:00", "'' in 'Mon,,Tue 20:00-07:00' is no day.")]
    [InlineData("Mon-Wed-Fri 20:00-07:00", "'Mon-Wed-Fri' in")]
    [InlineData("Mon 24:30-07:00", "'24:30' in 'Mon 24:30-07:00' is no time of day. Use 00:00 to 24:00.")]
    [InlineData("Mon 20:60-07:00", "'20:60' in")]
    [InlineData("Mon 08:00-08:00", "begins and ends at the same time. Write 00:00-24:00")]
    [InlineData("Mon 24:00-07:00", "begins at 24:00. Write 00:00 and the next day.")]
    public void Parse_SaysWhatIsWrongWhereAndWhatToDo(string text, string sentence)
    {
        var refusal = Assert.Throws<WorkHoursException>(() => WorkHoursText.Parse(text, "UTC"));

        Assert.Equal("work_hours_invalid", refusal.Code);
        Assert.Matches($".*{Regex.Escape(sentence)}.*", refusal.Message);
    }

    [Fact]
    public void Parse_Refuses_MoreWindowsThanAWeekHas() => Assert.Contains(
        "There are 51 work windows; at most 50",
        Assert.Throws<WorkHoursException>(() => WorkHoursText.Parse(string.Join(';', Enumerable.Repeat("Mon 01:00-02:00", 51)), "UTC")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Zone_IsRefusedByItsName_WhenTheMachineDoesNotKnowIt()
    {
        var refusal = Assert.Throws<WorkHoursException>(() => WorkHoursText.Parse("", "Europe/Atlantis"));

        Assert.Equal("work_hours_time_zone_unknown", refusal.Code);
        Assert.Contains("'Europe/Atlantis'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(TimeZoneInfo.Local, WorkHoursText.Parse("", " ").Zone);
    }
}
