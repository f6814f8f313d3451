using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>A list as long as a night's work: only what is in sight is in the page.</summary>
public sealed class LargeBatchTests(Browser browser) : IClassFixture<Browser>
{
    private const int Items = 50_000;

    /// <summary>Rows in sight and the few drawn ahead of them.</summary>
    private const int MostRows = 100;

    [Fact]
    public async Task Items_CanBeScrolledToTheLast_WhenThereAreFiftyThousand()
    {
        await using var server = new TestServer(engine => engine.Duration = TimeSpan.FromMinutes(10));
        await server.StartAsync();
        var batch = await Scenes.SubmitAsync(server, "A long night", Items, "Write function");
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync($"/batches/{batch}");
        await Expect(page.Locator("a.item-row").First).ToContainTextAsync("1");

        await ScrollAsync(page, "list.scrollHeight");

        var last = page.Locator($"a.item-row[href$='item={Items}']");
        await Expect(last).ToBeInViewportAsync();
        Assert.InRange(await page.Locator("a.item-row").CountAsync(), 1, MostRows);

        await last.ClickAsync();
        await Expect(page.Locator(".item-panel")).ToContainTextAsync($"Write function {Items}");

        await ScrollAsync(page, "0");
        await Expect(page.Locator("a.item-row[href$='item=1']")).ToBeInViewportAsync();
    }

    private static Task ScrollAsync(IPage page, string place) =>
        page.Locator(".item-list").EvaluateAsync($"list => list.scrollTo(0, {place})");
}
