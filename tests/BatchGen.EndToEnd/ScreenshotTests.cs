using BatchGen.EndToEnd.Accessibility;
using BatchGen.Testing;
using BatchGen.Web.Layout;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>
/// A picture of every page in both themes, at both widths and in both languages, for a person to look at. What a machine can judge of them
/// is judged here: nothing is wider than its screen, no page says that it failed, and axe finds no serious violation.
/// </summary>
public sealed class ScreenshotTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "artifacts", "screenshots");

    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    private static readonly (int Width, int Height)[] Screens = [(1280, 800), (390, 844)];

    [NodeFact]
    public async Task EveryPage_FitsItsScreenAndHasNoSeriousViolation_InEitherTheme()
    {
        var violations = new List<string>();
        await using var server = await StartAsync();
        var page = await browser.OpenAsync(server.Address);
        var stranger = await browser.OpenAsStrangerAsync(server.Address);

        await WalkAsync(server, page, stranger, async (page, scene) => violations.AddRange(await JudgeAsync(page, scene, Screens)));

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    /// <summary>The markup is that of the English pages, which axe has judged; the words are what a person looks at here.</summary>
    [Fact]
    public async Task EveryPage_FitsItsScreen_InChinese()
    {
        await using var server = await StartAsync();
        var page = await browser.OpenAsync(server.Address, language: "zh-CN");
        var stranger = await browser.OpenAsStrangerAsync(server.Address, language: "zh-CN");

        await WalkAsync(server, page, stranger, async (page, scene) =>
        {
            await OpenAsync(page, scene);
            foreach (var screen in Screens)
            {
                await ResizeAsync(page, screen);
                await ShootAsync(page, scene, $"{scene.Name}-zh-{screen.Width}");
            }
        });
    }

    [NodeFact]
    public async Task WhatOpensAboveAPage_HasNoSeriousViolation_InEitherTheme()
    {
        await using var server = await StartAsync();
        var stranger = await browser.OpenAsStrangerAsync(server.Address);
        var page = await browser.OpenAsync(server.Address);
        var violations = new List<string>();
        foreach (var scene in await OpenScenes.OutsideAsync(server))
            violations.AddRange(await JudgeAsync(stranger, scene, Screens[0]));
        foreach (var scene in await OpenScenes.InsideAsync(server))
            violations.AddRange(await JudgeAsync(page, scene, Screens[0]));

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    private static async Task<TestServer> StartAsync()
    {
        Directory.CreateDirectory(Folder);
        var server = new TestServer(engine => engine.Answer = Scenes.Answer);
        await server.StartAsync();
        return server;
    }

    private static async Task WalkAsync(TestServer server, IPage page, IPage stranger, Func<IPage, Scene, Task> look)
    {
        foreach (var scene in HouseScenes.Outside)
            await look(stranger, scene);
        foreach (var scene in Scenes.Empty)
            await look(page, scene);
        foreach (var scene in await HouseScenes.FurnishAsync(server))
            await look(page, scene);
        foreach (var scene in await Scenes.PlayAsync(server))
            await look(page, scene);
        await page.CloseAsync();
    }

    /// <summary>
    /// What axe found, each with its scene. A page is opened once and then resized, as somebody does who turns a tablet. The theme changes
    /// colours alone, so in the second one only they are judged again.
    /// </summary>
    private static async Task<IReadOnlyList<string>> JudgeAsync(IPage page, Scene scene, params (int Width, int Height)[] screens)
    {
        var violations = new List<string>();
        await OpenAsync(page, scene);
        foreach (var screen in screens)
        {
            await ResizeAsync(page, screen);
            foreach (var scheme in Schemes)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await ShootAsync(page, scene, $"{scene.Name}-{scheme.ToString().ToLowerInvariant()}-{screen.Width}");
                if (scene.IsOurs)
                {
                    var found = await AxeCheck.FindSeriousAsync(page, coloursOnly: scheme != Schemes[0]);
                    violations.AddRange(found.Select(violation => $"{scene.Name}, {scheme}, {screen.Width} px: {violation}"));
                }
            }
        }

        return violations;
    }

    private static async Task OpenAsync(IPage page, Scene scene)
    {
        await page.SetViewportSizeAsync(Screens[0].Width, Screens[0].Height);
        await page.EmulateMediaAsync(new() { ColorScheme = Schemes[0] });
        await scene.Open(page, scene.Path);
        if (scene.Prepare is not null)
            await scene.Prepare(page);
        await ExpectWholeAsync(page);
    }

    /// <summary>A wider list draws other rows.</summary>
    private static async Task ResizeAsync(IPage page, (int Width, int Height) screen)
    {
        await page.SetViewportSizeAsync(screen.Width, screen.Height);
        await ExpectWholeAsync(page);
    }

    private static async Task ExpectWholeAsync(IPage page)
    {
        await Expect(page.Locator(".bone")).ToHaveCountAsync(0);
        await Expect(page.GetByText(Words.Pattern<LayoutTexts>("PageFailed"))).ToHaveCountAsync(0);
    }

    private static async Task ShootAsync(IPage page, Scene scene, string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Folder, $"{name}.png"),
            Animations = ScreenshotAnimations.Disabled,
        });
        if (scene.IsOurs)
            Assert.Equal(page.ViewportSize!.Width, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)"));
    }
}
