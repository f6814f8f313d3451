using System.Globalization;
using BatchGen.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>A night from the evening to the morning: the queue keeps its hours, who asked for it is told by mail, and the figures say what was done.</summary>
public sealed class NightJourneyTests(Browser browser) : IClassFixture<Browser>
{
    private const string Key = "bgk_reads-the-figures-of-the-night";

    [Fact]
    public async Task Batch_WaitsForTheHours_IsToldByMail_AndStandsInTheMetrics()
    {
        await using var receiver = MailReceiver.Start();
        await using var server = new LiveServer(
            [.. receiver.Settings, ("Notices:PublicAddress", "https://batchgen.example.com/"), ("Auth:BootstrapApiKey", Key)]);
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);

        await WorkAtAsync(page, ClosedNow());
        await page.GotoLiveAsync("/new");
        await page.Locator("#prompts").FillAsync("one\ntwo\nthree");
        await page.Locator(".notify summary").ClickAsync();
        await page.Locator("#notice-mail").FillAsync("ada@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await page.ArriveAsync("**/batches/batch_*");
        var batch = new Uri(page.Url).Segments[^1];
        await Expect(page.Locator(".queue-pill")).ToContainTextAsync("Off hours");
        Assert.Contains("batchgen_queue_items{priority=\"normal\",state=\"queued\"} 3", await ScrapeAsync(server), StringComparison.Ordinal);
        Assert.Empty(receiver.Mails);

        await WorkAtAsync(page, "daily 00:00-24:00");
        await page.GotoLiveAsync($"/batches/{batch}");
        await Expect(page.GetByText("Done", new() { Exact = true }).First).ToBeVisibleAsync();

        await Patience.UntilAsync(() => !receiver.Mails.IsEmpty, "the mail");
        var mail = Assert.Single(receiver.Mails);
        Assert.Equal("ada@example.com", Assert.Single(mail.To.Mailboxes).Address);
        Assert.Contains("Of 3 items, 3 succeeded, 0 failed and 0 were cancelled.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"https://batchgen.example.com/batches/{batch}", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("batchgen_items_finished_total{state=\"succeeded\"} 3", await ScrapeAsync(server), StringComparison.Ordinal);
    }

    private static async Task WorkAtAsync(IPage page, string hours)
    {
        await page.GotoLiveAsync("/admin/settings?q=Nights:Hours");
        var setting = page.Locator(".setting", new() { Has = page.Locator("#setting-Nights-Hours") });
        await setting.Locator("input").FillAsync(hours);
        await setting.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("was changed").First).ToBeVisibleAsync();
    }

    /// <summary>By the machine's own zone, which the queue goes by: an hour that begins in half a day.</summary>
    private static string ClosedNow()
    {
        var later = DateTime.Now.AddHours(12);
        return string.Create(CultureInfo.InvariantCulture, $"daily {later:HH}:00-{later.AddHours(1):HH}:00");
    }

    private static async Task<string> ScrapeAsync(LiveServer server)
    {
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        return await client.GetStringAsync("/metrics");
    }
}
