using BatchGen.Batches.Schedules;

namespace BatchGen.Batches.Tests.Schedules;

/// <summary>Times that never come are refused; those that come seldom are taken.</summary>
public sealed class ScheduleTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 2 *")]
    [InlineData("0 0 31 4 *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    [InlineData("0 0 30-31 FEB *")]
    [InlineData("* * 31 2 1-5")]
    [InlineData("0 2 30 2 MON")]
    [InlineData("*/5 * 31 9 *")]
    public void Next_IsRefused_WhenItNeverComes(string cron)
    {
        var refusal = Assert.Throws<ScheduleException>(() => ScheduleRules.Next(Draft(cron), Now));

        Assert.Equal("schedule_never_due", refusal.Code);
        Assert.Contains($"'{cron}' never comes", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 29 2 *", "2028-02-29T00:00Z")]
    [InlineData("0 0 31 * *", "2026-12-31T00:00Z")]
    [InlineData("0 0 31 1,2 *", "2027-01-31T00:00Z")]
    [InlineData("0 0 L 2 *", "2027-02-28T00:00Z")]
    [InlineData("0 0 29 2 1", "2044-02-29T00:00Z")]
    public void Next_IsTaken_HoweverSeldomItComes(string cron, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), ScheduleRules.Next(Draft(cron), Now));

    private static ScheduleDraft Draft(string cron) => new("never", 1, cron, null, "UTC");
}
