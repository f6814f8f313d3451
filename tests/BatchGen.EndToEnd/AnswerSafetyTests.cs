using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>An answer that tries everything, shown by a real browser: nothing of it runs and nothing of it is fetched.</summary>
public sealed class AnswerSafetyTests(Browser browser) : IClassFixture<Browser>
{
    private const string Hostile = """
        # <script>window.ran = 'heading'</script>

        <script>window.ran = 'block'</script>
        <img src="http://evil.test/tag.png" onerror="window.ran = 'tag'">
        <svg onload="window.ran = 'svg'"></svg>
        <iframe src="http://evil.test/frame"></iframe>
        <link rel="stylesheet" href="http://evil.test/style.css"><style>@import "http://evil.test/import.css";</style>

        ![picture](http://evil.test/markdown.png) ![data](data:image/svg+xml,<svg/onload=window.ran=1>)

        [script link](javascript:window.ran='link') [data link](data:text/html,<script>window.ran=1</script>) [inner link](/account/sign-out)
        [outer link](https://evil.test/page)

        | <img src=x onerror="window.ran = 'cell'"> |
        |---|
        | &lt;script&gt;window.ran = 'entity'&lt;/script&gt; |

        ```html
        <script>window.ran = 'fence'</script>
        """;

    [Theory]
    [InlineData("Rendered")]
    [InlineData("Text")]
    public async Task Answer_RunsNothingAndFetchesNothing(string view)
    {
        await using var server = new TestServer(engine => engine.Answer = _ => Hostile);
        await server.StartAsync();
        var batch = await Scenes.SubmitAsync(server, "Hostile", 1, "Attack");
        await Scenes.EndAsync(server, batch);
        var page = await browser.OpenAsync(server.Address);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);

        await page.GotoLiveAsync($"/batches/{batch}?item=1");
        await Expect(page.Locator(".markdown .code")).ToContainTextAsync("'fence'");
        await page.GetByRole(AriaRole.Button, new() { Name = view, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = view, Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");
        foreach (var words in (string[])["script link", "data link", "inner link"])
            await page.Locator(".answer").GetByText(words).First.ClickAsync();

        Assert.Null(await page.EvaluateAsync<string?>("() => window.ran ?? null"));
        Assert.All(asked, url => Assert.StartsWith(server.Address, url, StringComparison.Ordinal));
        Assert.EndsWith("?item=1", page.Url, StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator(".answer").Locator("img, script, iframe, style, link, svg[onload]").CountAsync());
    }

    [Fact]
    public async Task View_IsRemembered_AndTheWholeAnswerIsCopiedInOneClick()
    {
        await using var server = new TestServer(engine => engine.Answer = Scenes.Answer);
        await server.StartAsync();
        var batch = await Scenes.SubmitAsync(server, "Night work", 1, "Write function");
        await Scenes.EndAsync(server, batch);
        var page = await browser.OpenAsync(server.Address);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await page.GotoLiveAsync($"/batches/{batch}?item=1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Text", Exact = true }).ClickAsync();
        await Expect(page.Locator("pre.raw")).ToContainTextAsync("```python");
        await page.ReloadAsync();
        await Expect(page.Locator("pre.raw")).ToContainTextAsync("```python");

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the answer" }).ClickAsync();
        await Expect(page.GetByText("Copied", new() { Exact = true })).ToBeAttachedAsync();
        Assert.Equal(Scenes.Answer("Write function 1"), await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }
}
