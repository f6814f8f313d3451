using BatchGen.EndToEnd.Accessibility;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>
/// A picture of every page in both themes and at both widths, for a person to look at. What a machine can judge of them
/// is judged here: nothing is wider than its screen, no page says that it failed, and axe finds no serious violation.
/// </summary>
public sealed class ScreenshotTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "artifacts", "screenshots");

    [Theory]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(1280, 800, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task EveryPage_FitsItsScreenAndHasNoSeriousViolation(int width, int height, ColorScheme scheme)
    {
        Directory.CreateDirectory(Folder);
        await using var server = new TestServer(engine => engine.Answer = Scenes.Answer);
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address, width, height, scheme);

        var stranger = await browser.OpenAsStrangerAsync(server.Address, width, height, scheme);
        var violations = new List<string>();
        foreach (var scene in HouseScenes.Outside)
            violations.AddRange(await ShootAsync(stranger, scene, width, scheme));
        foreach (var scene in Scenes.Empty)
            violations.AddRange(await ShootAsync(page, scene, width, scheme));
        foreach (var scene in await HouseScenes.FurnishAsync(server))
            violations.AddRange(await ShootAsync(page, scene, width, scheme));
        foreach (var scene in await Scenes.PlayAsync(server))
            violations.AddRange(await ShootAsync(page, scene, width, scheme));
        await page.CloseAsync();

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Theory]
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
            violations.AddRange(await ShootAsync(stranger, scene, 1280, scheme));
        foreach (var scene in await OpenScenes.InsideAsync(server))
            violations.AddRange(await ShootAsync(page, scene, 1280, scheme));

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    /// <summary>What axe found, each with its scene.</summary>
    private static async Task<IEnumerable<string>> ShootAsync(IPage page, Scene scene, int width, ColorScheme scheme)
    {
        await scene.Open(page, scene.Path);
        if (scene.Prepare is not null)
            await scene.Prepare(page);
        await Expect(page.Locator(".bone")).ToHaveCountAsync(0);
        await Expect(page.GetByText("could not be shown")).ToHaveCountAsync(0);
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Folder, $"{scene.Name}-{scheme.ToString().ToLowerInvariant()}-{width}.png"),
            Animations = ScreenshotAnimations.Disabled,
        });
        if (!scene.IsOurs)
            return [];
        Assert.Equal(width, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)"));
        return (await AxeCheck.FindSeriousAsync(page)).Select(violation => $"{scene.Name}: {violation}");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BatchGen.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
