using BatchGen.Web.Pages.Schedules;

namespace BatchGen.Web.Tests.Pages.Schedules;

public sealed class CronFormTests
{
    [Theory]
    [InlineData("0 2 * * *", CronKind.Daily)]
    [InlineData("30 22 * * 1-5", CronKind.Weekdays)]
    [InlineData("5 4 * * 0,6", CronKind.Days)]
    [InlineData("0 3 31 * *", CronKind.Monthly)]
    [InlineData("45 * * * *", CronKind.Hourly)]
    [InlineData("*/15 * * * *", CronKind.EveryMinutes)]
    [InlineData("*/7 * * * *", CronKind.Cron)]
    [InlineData("0 2 1 1 *", CronKind.Cron)]
    [InlineData("every night", CronKind.Cron)]
    [InlineData(null, CronKind.Once)]
    public void Of_FindsTheFormAndGivesTheSameExpressionBack(string? cron, CronKind kind)
    {
        var form = CronForm.Of(cron);

        Assert.Equal(kind, form.Kind);
        Assert.Equal(cron, form.Cron);
    }

    [Fact]
    public void Of_TakesBothNumbersOfSunday() => Assert.Equal("0 2 * * 0", CronForm.Of("0 2 * * 7").Cron);
}
