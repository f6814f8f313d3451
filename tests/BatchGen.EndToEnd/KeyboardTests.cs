using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>What keys do on every page.</summary>
public sealed class KeyboardTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task QuestionMark_ShowsTheShortcuts_AndEscapeClosesThem()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/");

        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-shortcuts]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keys_LeadToPagesAndToTheSearch_ButNotWhileSomebodyTypes()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/");
        await page.LetGoOfFocusAsync();

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("n");
        await page.ArriveAsync("**/new");
        await page.LetGoOfFocusAsync();
        await page.Locator("#prompts").FocusAsync();
        await page.Keyboard.TypeAsync("gb?");
        await Expect(page.Locator("#prompts")).ToHaveValueAsync("gb?");

        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Search batches" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("night");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/batches?q=night");
    }
}
