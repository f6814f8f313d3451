using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>The wire between browser and server breaks while a batch runs.</summary>
public sealed class ConnectionTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Page_SaysThatTheConnectionIsLost_AndIsTrueAgainWhenItIsBack()
    {
        await using var server = new TestServer(engine => engine.Duration = TimeSpan.FromSeconds(2));
        await server.StartAsync();
        var batch = await Scenes.SubmitAsync(server, "Night work", 20, "Write function");
        var page = await browser.OpenAsync(server.Address);
        // The circuit's socket goes through this test, which can cut it and hold it cut; the browser's own offline switch leaves open sockets alone.
        var line = new CuttableLine();
        await page.RouteWebSocketAsync("**/_blazor**", line.Connect);
        await page.GotoLiveAsync($"/batches/{batch}");

        await line.CutAsync();
        await Expect(page.GetByText("Connection lost.")).ToBeVisibleAsync();
        await Scenes.EndAsync(server, batch);
        line.Mend();

        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await Expect(page.GetByLabel("Progress").First).ToContainTextAsync("20 of 20 items");
        await Expect(page.GetByLabel("Progress").First).ToContainTextAsync("Done");
    }
}
