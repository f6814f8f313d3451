using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>What every page has around it.</summary>
public sealed class FrameTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Theme_FollowsTheSystemUntilItIsChosen_AndTheChoiceOutlivesTheVisit()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address, scheme: ColorScheme.Dark);
        await page.GotoLiveAsync("/");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");

        await page.Locator("[data-theme-toggle]").ClickAsync();
        await page.Locator("[data-theme-toggle]").ClickAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Equal("rgb(20, 20, 24)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));

        // What others made follows the choice too, whatever the system says.
        await page.GotoAsync("/hangfire/jobs/enqueued");
        await Expect(page.Locator("#wrap")).ToBeVisibleAsync();
        await AssertDarkAsync(page);
        await page.GotoAsync("/docs/api");
        await Expect(page.GetByText("Lists files").First).ToBeVisibleAsync();
        await AssertDarkAsync(page);

        // And the system while nothing is chosen, also when it changes under an open page.
        var undecided = await browser.OpenAsync(server.Address);
        await undecided.GotoAsync("/docs/api");
        await Expect(undecided.GetByText("Lists files").First).ToBeVisibleAsync();
        await undecided.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Expect(undecided.Locator("body.dark-mode")).ToBeVisibleAsync();
    }

    /// <summary>What is behind the middle of the page is nearer to black than to white.</summary>
    private static async Task AssertDarkAsync(IPage page)
    {
        var brightness = await page.EvaluateAsync<double>("""
            () => {
              for (let place = document.elementFromPoint(innerWidth / 2, innerHeight / 2); place; place = place.parentElement) {
                const [red, green, blue, alpha = 1] = getComputedStyle(place).backgroundColor.match(/[\d.]+/g).map(Number);
                if (alpha > 0) return (red + green + blue) / 3;
              }
              return 255;
            }
            """);
        Assert.InRange(brightness, 0, 80);
    }

    [Fact]
    public async Task Rail_LeadsEverywhere_WithTheKeyboard()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/");
        await page.LetGoOfFocusAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Batches", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveTitleAsync("Batches · BatchGen");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Batches", Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task ErrorCode_IsCopied_OnAPageWithoutACircuit()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsStrangerAsync(server.Address);
        await page.GotoAsync("/account/sign-in?problem=link");

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the error code" }).ClickAsync();

        await Expect(page.GetByText("Copied", new() { Exact = true })).ToBeAttachedAsync();
    }
}
