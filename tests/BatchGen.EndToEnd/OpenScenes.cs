using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>What opens above a page, and the pages that nobody hopes to see.</summary>
internal static class OpenScenes
{
    /// <summary>For who has not signed in.</summary>
    public static async Task<IReadOnlyList<Scene>> OutsideAsync(TestServer server) =>
    [
        new("sign-in-refused", "/account/sign-in", async page =>
        {
            await page.GetByLabel("Name").FillAsync("admin");
            await page.GetByLabel("Password").FillAsync("not this one");
            await page.GetByRole(AriaRole.Button).Last.ClickAsync();
            await Expect(page.GetByText("sign_in_refused")).ToBeVisibleAsync();
        }) { Open = PageSteps.GotoStillAsync },
        new(
            "welcome",
            $"/account/welcome?token={await InviteAsync(server)}",
            async page => await Expect(page.GetByRole(AriaRole.Heading)).ToContainTextAsync("grace.hopper")) { Open = PageSteps.GotoStillAsync },
        new("welcome-used", "/account/welcome?token=used") { Open = PageSteps.GotoStillAsync },
    ];

    public static async Task<IReadOnlyList<Scene>> InsideAsync(TestServer server)
    {
        var done = await Scenes.SubmitAsync(server, "Unit tests for the parser", 3, "Write a unit test for case");
        await Scenes.EndAsync(server, done);
        server.Engines.Engine(server.ModelPath).Duration = TimeSpan.FromMinutes(10);
        var running = await Scenes.SubmitAsync(server, "Nightly refactoring of the billing service", 100, "Refactor method");

        return
        [
            new("account-menu", "/", async page =>
            {
                await page.Locator(".account-menu summary").ClickAsync();
                await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
            }),
            new("search-open", "/", async page =>
            {
                await page.LetGoOfFocusAsync();
                await page.Keyboard.PressAsync("Control+k");
                await Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Search batches" })).ToBeFocusedAsync();
                await page.Keyboard.TypeAsync("night");
            }),
            new("cancel-dialog", $"/batches/{running}", async page => await AskAsync(page, "Cancel", "Keep running")),
            new("batch-menu", $"/batches/{done}", OpenMenuAsync),
            new("delete-dialog", $"/batches/{done}", async page =>
            {
                await OpenMenuAsync(page);
                await page.GetByText("Delete", new() { Exact = true }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete for good" })).ToBeVisibleAsync();
            }),
            new("bulk-question", "/batches", async page =>
            {
                await page.Locator(".pick").First.CheckAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
                await Expect(page.Locator("#bulk-number")).ToBeVisibleAsync();
            }),
            new("item-text", $"/batches/{done}?item=1", async page =>
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Text", Exact = true }).ClickAsync();
                await Expect(page.Locator("pre.raw")).ToBeVisibleAsync();
            }),
            new("connection-lost", "/", async page =>
            {
                // As Blazor's own script marks it; ConnectionTests cuts the line for real.
                await page.EvaluateAsync("() => document.getElementById('components-reconnect-modal').classList.add('components-reconnect-show')");
                await Expect(page.GetByText("Connection lost.")).ToBeVisibleAsync();
            }),
            new("problem", "/problem"),
            new("forbidden", "/status/403"),
        ];
    }

    private static async Task OpenMenuAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "More actions" }).ClickAsync();
        await Expect(page.GetByText("Delete", new() { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task AskAsync(IPage page, string action, string keep)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = keep })).ToBeVisibleAsync();
    }

    private static async Task<string> InviteAsync(TestServer server)
    {
        var user = Assert.IsType<AccountDone>(
            await server.Services.GetRequiredService<Accounts>().CreateAsync("grace.hopper", Role.Viewer, "admin", CancellationToken.None));
        return await server.Services.GetRequiredService<Web.Access.SignInLinks>().IssueAsync(
            user.UserId, TimeSpan.FromDays(1), "admin", CancellationToken.None);
    }
}
