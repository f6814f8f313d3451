using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>The wire between browser and server breaks while a batch runs.</summary>
public sealed class ConnectionTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Page_LivesInItsFolder_WhenAProxyShowsItUnderOne()
    {
        await using var server = new TestServer(pathBase: "/batchgen");
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        var outside = new List<string>();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" } url && !url.AbsolutePath.StartsWith("/batchgen/", StringComparison.Ordinal))
                outside.Add(request.Url);
        };

        await page.GotoLiveAsync("/batchgen/");
        await page.GetByRole(AriaRole.Link, new() { Name = "New batch", Exact = true }).First.ClickAsync();
        await page.Locator("#prompts").FillAsync("one\ntwo");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Summary" })).ToContainTextAsync("Items2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await page.ArriveAsync("**/batchgen/batches/batch_*");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("m");
        await page.ArriveAsync("**/batchgen/models");
        await page.GotoAsync("/batchgen/docs/api");
        await Expect(page.GetByText("Lists files").First).ToBeVisibleAsync();
        await page.GotoAsync("/batchgen/hangfire");
        await Expect(page.Locator("#wrap")).ToBeVisibleAsync();
        Assert.Equal("/batchgen/", await page.Locator(".navbar a[href$='/batchgen/']").First.GetAttributeAsync("href"));
        Assert.Empty(outside);
    }

    [Fact]
    public async Task Page_SaysThatTheConnectionIsLost_AndIsTrueAgainWhenItIsBack()
    {
        await using var server = new TestServer(engine => engine.Duration = TimeSpan.FromSeconds(2));
        await server.StartAsync();
        var batch = await Scenes.SubmitAsync(server, "Night work", 20, "Write function");
        var page = await browser.OpenAsync(server.Address);
        // The browser's own offline switch leaves open sockets alone.
        await using var line = new CuttableLine(server.Address);
        await page.GotoLiveAsync($"{line.Address}/batches/{batch}");

        line.Cut();
        await Expect(page.GetByText("Connection lost.")).ToBeVisibleAsync();
        await Scenes.EndAsync(server, batch);
        line.Mend();

        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await Expect(page.GetByLabel("Progress").First).ToContainTextAsync("20 of 20 items");
        await Expect(page.GetByLabel("Progress").First).ToContainTextAsync("Done");
    }
}
