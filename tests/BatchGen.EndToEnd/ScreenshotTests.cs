using BatchGen.Batches.Queries;
using BatchGen.Engine.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>
/// A picture of every page in both themes and at both widths, for a person to look at. What a machine can judge of them
/// is judged here: nothing is wider than its screen, and no page says that it failed.
/// </summary>
public sealed class ScreenshotTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "artifacts", "screenshots");

    [Fact]
    public async Task EveryPage_FitsItsScreen_InBothThemesAndWidths()
    {
        await using var server = new TestServer(engine => engine.Answer = Scenes.Answer);
        await server.StartAsync();
        await Scenes.EmptyAsync(this, server);
        var scenes = await Scenes.PlayAsync(server);
        foreach (var scene in scenes)
            await ShootAsync(server, scene.Name, scene.Path, scene.Prepare);
    }

    internal async Task ShootAsync(TestServer server, string name, string path, Func<IPage, Task>? prepare = null)
    {
        Directory.CreateDirectory(Folder);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 1280, 390 })
            {
                var page = await browser.OpenAsync(server.Address, width, width == 390 ? 844 : 800, scheme);
                await page.GotoLiveAsync(path);
                if (prepare is not null)
                    await prepare(page);
                await Expect(page.Locator(".bone")).ToHaveCountAsync(0);
                await Expect(page.GetByText("could not be shown")).ToHaveCountAsync(0);
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}.png"), Animations = ScreenshotAnimations.Disabled });
                Assert.Equal(width, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)"));
                await page.Context.CloseAsync();
            }
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BatchGen.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
