using System.IO.Compression;
using BatchGen.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>samples/repository in the browser, nothing replaced: the real engine with the model that ships.</summary>
public sealed class SampleJourneyTests(Browser browser) : IClassFixture<Browser>
{
    private const string LongFile = "src/ledger.py";

    [Theory]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Comment_BringsEveryFileBack_WhenTheSampleRepositoryIsDropped(int width, int height, ColorScheme scheme)
    {
        using var folder = new ScratchFolder();
        var zip = folder.File("repository.zip");
        await ZipFile.CreateFromDirectoryAsync(Path.Combine(SourceTree.Root, "samples", "repository"), zip);
        await using var server = new RealServer(
            Path.Combine(SourceTree.Root, "models", "batchgen-demo.gguf"), new Dictionary<string, string?> { ["Engine:Slots"] = "4" });
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address, width, height, scheme);
        await page.GotoLiveAsync("/new");

        await page.GetByLabel("Choose files with prompts or sources").SetInputFilesAsync(zip);
        await page.Locator("#task").SelectOptionAsync("Comment");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Summary" })).ToContainTextAsync("Items6");
        await page.GetByText("Engine", new() { Exact = true }).ClickAsync();
        await page.Locator("#slots").FillAsync("4");
        await page.Locator("#context-exact").FillAsync("2048");
        await page.Locator("#context-exact").BlurAsync();
        await Expect(page.Locator("output[for=context]")).ToContainTextAsync("2,048");
        await Expect(page.GetByText("above the limit").First).ToBeVisibleAsync();
        await ShootAsync(page, "sample-new", width, scheme);

        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await page.ArriveAsync("**/batches/batch_*");
        await Expect(page.GetByLabel("Progress").First).ToContainTextAsync("Done");
        await ShootAsync(page, "sample-batch", width, scheme);

        await page.Locator("a.item-row", new() { HasText = LongFile }).ClickAsync();
        await Expect(page.Locator(".item-panel")).ToContainTextAsync("Answered in");
        await ShootAsync(page, "sample-item", width, scheme);

        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).First.ClickAsync();
        await ShootAsync(page, "sample-settings", width, scheme);
        await page.GetByRole(AriaRole.Link, new() { Name = "Downloads" }).First.ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByLabel("Download: Files (ZIP)").ClickAsync());
        await using var archive = await ZipFile.OpenReadAsync(await download.PathAsync());
        Assert.Contains(LongFile, archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(6, archive.Entries.Count);
    }

    private static Task ShootAsync(IPage page, string name, int width, ColorScheme scheme) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(SourceTree.Root, "artifacts", "screenshots", $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}.png"),
        FullPage = true,
        Animations = ScreenshotAnimations.Disabled,
    });
}
