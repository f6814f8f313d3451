using System.Globalization;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Settings;
using BatchGen.Web.Layout;
using BatchGen.Web.Pages.BatchView;
using BatchGen.Web.Pages.Dashboard;
using BatchGen.Web.Pages.Settings;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

/// <summary>Pages outside work hours: whatever day it is, work goes on the day after the day after tomorrow.</summary>
public sealed class WorkHoursPagesTests : PageTestBase
{
    private const string Reason = "Outside work hours: goes on at 00:00 on ";

    private static readonly string Closed = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow.AddDays(3):ddd} 00:00-24:00");

    [Fact]
    public async Task Dashboard_SaysWhenItGoesOn()
    {
        await CloseAsync();
        await SubmitAsync("Night work", "one", "two");

        var page = Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Contains(Reason, page.Markup, StringComparison.Ordinal));
        Assert.Contains("Urgent batches run at all hours.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("outside work hours", page.Find(".figures").TextContent, StringComparison.Ordinal);
        var pill = Render<QueuePill>();
        pill.WaitForAssertion(() => Assert.Contains("Off hours", pill.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dashboard_SaysNothingOfHours_WhenThereAreNone()
    {
        await SubmitAsync("Night work", "one", "two");

        var page = Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Contains("Night work", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("work hours", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", Reason)]
    [InlineData("zh-CN", "当前不在工作时段：将于 ")]
    public async Task Batch_SaysWhyItWaits_InTheLanguageOfWhoeverAsks(string language, string reason)
    {
        await CloseAsync();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var id = await SubmitAsync("Night work", "one", "two");

        var page = Render<BatchPage>(parameters => parameters.Add(page => page.Id, id));

        page.WaitForAssertion(() => Assert.Contains(reason, page.Find(".batch-header").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_TakeHoursAsText_AndSayAtTheFieldWhatIsWrong()
    {
        var page = Render<SettingsPage>();

        await TypeAsync(page, "Mon-Fri 20:00-07:00; Fun 00:00-24:00");
        page.WaitForAssertion(
            () => Assert.Contains("'Fun' in 'Fun 00:00-24:00' is no day.", page.Find("#setting-Nights-Hours-problem").TextContent, StringComparison.Ordinal));
        Assert.True(Services.GetRequiredService<QueueHours>().Hours.IsAlways);

        await TypeAsync(page, "Mon-Fri 20:00-07:00; Sat,Sun 00:00-24:00");
        page.WaitForAssertion(() => Assert.Contains(
            "Sat,Sun 00:00-24:00 instead of none", page.Find(".setting:has(#setting-Nights-Hours)").TextContent, StringComparison.Ordinal));
        Assert.False(Services.GetRequiredService<QueueHours>().Hours.IsAlways);
    }

    private static async Task TypeAsync(IRenderedComponent<SettingsPage> page, string text)
    {
        await page.InvokeAsync(() => page.Find("#setting-Nights-Hours").Input(text));
        await page.InvokeAsync(() => page.Find(".setting:has(#setting-Nights-Hours) form").Submit());
    }

    private async Task CloseAsync() => Assert.IsType<SettingsChanged>(await Services.GetRequiredService<SettingsStore>().ChangeAsync(
        new Dictionary<string, string?> { ["Nights:Hours"] = Closed, ["Nights:TimeZone"] = "UTC" }, "Ada", CancellationToken.None));
}
