using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>The content security policy in a real browser: it forbids nothing that the pages need, and does forbid the rest.</summary>
public sealed class ContentSecurityTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Pages =
        ["/", "/new", "/batches", "/models", "/memory", "/admin", "/admin/users", "/admin/keys", "/admin/log", "/usage", "/account/keys", "/not-there"];

    private static readonly string[] Dashboards = ["/hangfire", "/hangfire/jobs/enqueued", "/hangfire/recurring", "/hangfire/servers", "/hangfire/retries"];

    [Fact]
    public async Task Pages_BreakNoRule_AndTheDashboardOfTheQueueNeither()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        var violations = Listen(page);

        foreach (var path in Pages)
            await page.GotoLiveAsync(path);
        foreach (var path in Dashboards)
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("#wrap")).ToBeVisibleAsync();
        }

        await page.GotoAsync("/docs/api");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "BatchGen" }).First).ToBeVisibleAsync();
        await page.GotoAsync("/account/password");
        await Expect(page.GetByRole(AriaRole.Heading)).ToBeVisibleAsync();
        Assert.Empty(violations);
    }

    [Fact]
    public async Task ApiPage_ShowsEveryCall_AndBreaksNoRule_WithoutTheInternet()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        var violations = Listen(page);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);

        await page.GotoAsync("/docs/api");

        await Expect(page.GetByText("Lists files").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Answers a conversation, whole or streamed").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Runs a schedule now, whatever its time").First).ToBeVisibleAsync();
        Assert.All(asked, url => Assert.True(url.StartsWith(server.Address, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal), url));
        Assert.Empty(violations);
    }

    [Fact]
    public async Task SignInPage_BreaksNoRule_AndRunsNoScriptFromTheMarkup()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsStrangerAsync(server.Address);
        var violations = Listen(page);
        await page.GotoAsync("/");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/sign-in"));
        Assert.Empty(violations);

        await page.EvaluateAsync(
            "() => { const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script); }");

        Assert.False(await page.EvaluateAsync<bool>("() => window.ran === true"));
        Assert.NotEmpty(violations);
    }

    private static List<string> Listen(IPage page)
    {
        var violations = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                violations.Add($"{page.Url}: {message.Text}");
        };
        return violations;
    }
}
