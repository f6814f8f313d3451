using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>Under a folder of a real nginx's address, set up as docs/access.md says: everything that a user does stays in it and works.</summary>
public sealed class ProxyTests(Browser browser) : IClassFixture<Browser>
{
    private const string Folder = "/batchgen/";
    private const string Password = "a long enough password";

    [Fact]
    public async Task Journey_StaysInTheFolder_FromTheSignInToTheDownload()
    {
        await using var server = new TestServer(more: [new("Auth:BehindProxy", "true"), new("Auth:AdminPassword", Password)]);
        await server.StartAsync();
        await using var proxy = await Nginx.StartAsync(server.Address);
        var page = await browser.OpenAsStrangerAsync(proxy.Address);
        var seen = Watch(page);

        // Sent to the sign-in from where a person was going, and back there.
        await page.GotoStillAsync("/batchgen/new");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"^{proxy.Address}/batchgen/account/sign-in"));
        await page.Locator("[name='Form.UserName']").FillAsync("admin");
        await page.Locator("[name='Form.Password']").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ArriveAsync("**/batchgen/new");

        await page.Locator("[data-live=true]").WaitForAsync();
        await page.Locator("#prompts").FillAsync("one\ntwo");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Summary" })).ToContainTextAsync("Items2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await page.ArriveAsync("**/batchgen/batches/batch_*");
        await Expect(page.Locator(".batch-header")).ToContainTextAsync("Done");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Results" }).ClickAsync());
        Assert.Equal(2, (await File.ReadAllLinesAsync(await download.PathAsync())).Length);

        Assert.Empty(seen.Outside);
        Assert.Empty(seen.Failed);
        Assert.Contains(seen.Sockets, socket => new Uri(socket).AbsolutePath == "/batchgen/_blazor");
        Assert.Contains(seen.Scripts, script => script.StartsWith("/batchgen/_framework/", StringComparison.Ordinal));
    }

    /// <summary>Everything that the page asks for from now on.</summary>
    private static Seen Watch(IPage page)
    {
        var seen = new Seen([], [], [], []);
        page.Response += (_, response) =>
        {
            var url = new Uri(response.Url);
            if (url.Scheme != "http")
                return;
            if (!url.AbsolutePath.StartsWith(Folder, StringComparison.Ordinal))
                seen.Outside.Add(response.Url);
            if (response.Status >= 400)
                seen.Failed.Add($"{response.Status} {response.Url}");
            if (url.AbsolutePath.EndsWith(".js", StringComparison.Ordinal))
                seen.Scripts.Add(url.AbsolutePath);
        };
        page.WebSocket += (_, socket) => seen.Sockets.Add(socket.Url);
        return seen;
    }

    private sealed record Seen(List<string> Outside, List<string> Failed, List<string> Sockets, List<string> Scripts);
}
