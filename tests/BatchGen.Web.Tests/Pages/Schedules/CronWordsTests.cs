using System.Globalization;
using BatchGen.Batches.Schedules;
using BatchGen.Web.Localization;
using BatchGen.Web.Pages.Schedules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace BatchGen.Web.Tests.Pages.Schedules;

public sealed class CronWordsTests : PageTestBase
{
    [Theory]
    [InlineData("0 2 1 1 *", "At 02:00, on day 1 of the month, in January")]
    [InlineData("*/7 * * * *", "At minute 0, 7, 14, 21, 28, 35, 42, 49 and 56 of the hour")]
    [InlineData("*/20 8-17 * * MON-FRI", "Every 20 minutes, in the hours 8–17, on Monday, Tuesday, Wednesday, Thursday and Friday")]
    [InlineData("0 8,20 * * *", "At 08:00 and 20:00")]
    [InlineData("15,45 6 * * 0", "At 06:15 and 06:45, on Sunday")]
    [InlineData("* * * * *", "Every minute")]
    [InlineData("* 22-2 * * *", "Every minute, in the hours 0–2, 22 and 23")]
    [InlineData("0 3 L * *", "At 03:00, on the last day of the month")]
    [InlineData("0 3 LW * *", "At 03:00, on the last workday of the month")]
    [InlineData("0 3 L-3 * *", "At 03:00, 3 days before the last day of the month")]
    [InlineData("0 3 15W * *", "At 03:00, on the workday nearest day 15 of the month")]
    [InlineData("0 3 * * 5L", "At 03:00, on the last Friday of the month")]
    [InlineData("0 3 * * MON#2", "At 03:00, on the second Monday of the month")]
    [InlineData("0 3 1-7 * 1", "At 03:00, on day 1–7 of the month, on Monday")]
    [InlineData("0 3 ? 6-8 ?", "At 03:00, in June, July and August")]
    [InlineData("30 4 1,15 */3 *", "At 04:30, on day 1 and 15 of the month, in January, April, July and October")]
    [InlineData("@daily", "At 00:00")]
    [InlineData("@hourly", "At minute 0 of the hour")]
    [InlineData("@weekly", "At 00:00, on Sunday")]
    [InlineData("@yearly", "At 00:00, on day 1 of the month, in January")]
    [InlineData("5 4 * * sun", "At 04:05, on Sunday")]
    [InlineData("0 0/6 * * *", "At 00:00, 06:00, 12:00 and 18:00")]
    public void Of_SaysEveryExpression_ThatASchedulesTakes(string cron, string expected)
    {
        Assert.NotNull(CronTimes.TryParse(cron, TimeZoneInfo.Utc));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Assert.Equal(expected, Words().Of(cron));

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var chinese = Words().Of(cron);
        Assert.NotNull(chinese);
        Assert.DoesNotContain(chinese, char.IsAsciiLetter);
    }

    [Theory]
    [InlineData("every night")]
    [InlineData("60 2 * * *")]
    [InlineData("0 0 2 * * *")]
    [InlineData("")]
    public void Of_IsNull_ForWhatIsNoExpression(string cron) => Assert.Null(Words().Of(cron));

    private CronWords Words() => new(Services.GetRequiredService<IStringLocalizer<SchedulesTexts>>());
}
