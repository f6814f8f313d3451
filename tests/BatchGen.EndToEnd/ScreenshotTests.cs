using BatchGen.EndToEnd.Accessibility;
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

    [NodeTheory]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(1280, 800, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task EveryPage_FitsItsScreenAndHasNoSeriousViolation(int width, int height, ColorScheme scheme)
    {
        var violations = new List<string>();

        await WalkAsync(width, height, scheme, "en-GB", async (page, scene) => violations.AddRange(await JudgeAsync(page, scene, scheme)));

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    /// <summary>The markup is that of the English pages, which axe has judged; the words are what a person looks at here.</summary>
    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task EveryPage_FitsItsScreen_InChinese(int width, int height) =>
        await WalkAsync(width, height, ColorScheme.Light, "zh-CN", (page, scene) => ShootAsync(page, scene, $"{scene.Name}-zh-{width}"));

    [NodeTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task WhatOpensAboveAPage_HasNoSeriousViolation(ColorScheme scheme)
    {
        Directory.CreateDirectory(Folder);
        await using var server = new TestServer(engine => engine.Answer = Scenes.Answer);
        await server.StartAsync();
        var stranger = await browser.OpenAsStrangerAsync(server.Address, scheme: scheme);
        var page = await browser.OpenAsync(server.Address, scheme: scheme);
        var violations = new List<string>();
        foreach (var scene in await OpenScenes.OutsideAsync(server))
            violations.AddRange(await JudgeAsync(stranger, scene, scheme));
        foreach (var scene in await OpenScenes.InsideAsync(server))
            violations.AddRange(await JudgeAsync(page, scene, scheme));

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    private async Task WalkAsync(int width, int height, ColorScheme scheme, string language, Func<IPage, Scene, Task> look)
    {
        Directory.CreateDirectory(Folder);
        await using var server = new TestServer(engine => engine.Answer = Scenes.Answer);
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address, width, height, scheme, language);
        var stranger = await browser.OpenAsStrangerAsync(server.Address, width, height, scheme, language);

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

    /// <summary>What axe found, each with its scene.</summary>
    private static async Task<IEnumerable<string>> JudgeAsync(IPage page, Scene scene, ColorScheme scheme)
    {
        await ShootAsync(page, scene, $"{scene.Name}-{scheme.ToString().ToLowerInvariant()}-{page.ViewportSize!.Width}");
        return scene.IsOurs ? (await AxeCheck.FindSeriousAsync(page)).Select(violation => $"{scene.Name}: {violation}") : [];
    }

    private static async Task ShootAsync(IPage page, Scene scene, string name)
    {
        await scene.Open(page, scene.Path);
        if (scene.Prepare is not null)
            await scene.Prepare(page);
        await Expect(page.Locator(".bone")).ToHaveCountAsync(0);
        await Expect(page.GetByText(Words.Pattern<LayoutTexts>("PageFailed"))).ToHaveCountAsync(0);
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Folder, $"{name}.png"),
            Animations = ScreenshotAnimations.Disabled,
        });
        if (scene.IsOurs)
            Assert.Equal(page.ViewportSize!.Width, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)"));
    }
}
