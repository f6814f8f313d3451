using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using BatchGen.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>A source file far over the context limit goes in, and comes out whole.</summary>
public sealed partial class SourceJourneyTests(Browser browser) : IClassFixture<Browser>
{
    private const int Lines = 3_000;
    private const string Path = "billing/invoices.py";
    private const string Script = "**/PromptInput.*js";

    [Fact]
    public async Task Comment_GivesTheWholeFileBack_WhenAZipWithThreeThousandLinesIsDropped()
    {
        var seen = new TaskCompletionSource();
        await using var server = new TestServer(engine =>
        {
            engine.Answer = prompt => $"```python\n{CodeOf(prompt)}\n```";
            // Two pieces come back, the others wait until the page has shown that.
            engine.Hold = number => number < 2 ? Task.CompletedTask : seen.Task;
        });
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/new");

        await ChooseAsync(page);
        await page.Locator("#task").SelectOptionAsync("Comment");
        await Expect(Summary(page)).ToContainTextAsync("Items1");
        await Expect(Summary(page)).ToContainTextAsync("Chunks");
        await Expect(page.GetByText("1 item above the limit")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();

        await page.ArriveAsync("**/batches/batch_*");
        await Expect(page.Locator("a.item-row")).ToContainTextAsync(PiecesDone());
        seen.SetResult();
        await Expect(page.GetByLabel("Progress").First).ToContainTextAsync("Done");
        await page.Locator("a.item-row").ClickAsync();
        await Expect(page.Locator(".item-panel")).ToContainTextAsync("code unchanged");
        await Expect(page.Locator(".item-panel")).ToContainTextAsync("Answered in");

        await page.GetByRole(AriaRole.Link, new() { Name = "Downloads" }).ClickAsync();
        Assert.Equal(Source(), await DownloadAsync(page));
    }

    [Fact]
    public async Task ChooseFiles_KeepsThePage_WhenTheTextAreasScriptArrivesAfterThem()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        var held = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(Script, route => held.TrySetResult(route));
        await page.GotoLiveAsync("/new");
        var script = await held.Task.WaitAsync(Patience.Ceiling);

        await ChooseAsync(page);
        await page.RunAndWaitForResponseAsync(() => script.ContinueAsync(), Script);

        await page.Locator("#task").SelectOptionAsync("Comment");
        await Expect(Summary(page)).ToContainTextAsync("Chunks");
    }

    private static async Task ChooseAsync(IPage page)
    {
        await page.GetByLabel("Choose files with prompts or sources").SetInputFilesAsync(
            new FilePayload { Name = "billing.zip", MimeType = "application/zip", Buffer = Zip() });
        await Expect(page.Locator(".file-card")).ToContainTextAsync("billing.zip");
    }

    private static async Task<string> DownloadAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByLabel("Download: Files (ZIP)").ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        using var zip = new ZipArchive(content);
        using var reader = new StreamReader(zip.GetEntry(Path)!.Open());
        return await reader.ReadToEndAsync();
    }

    private static ILocator Summary(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Summary" });

    /// <summary>What stands in the message's fence; the message where it has none.</summary>
    private static string CodeOf(string prompt) => Fence().Match(prompt) is { Success: true } fenced ? fenced.Groups[1].Value : prompt.TrimEnd('\n');

    private static byte[] Zip()
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var file = zip.CreateEntry(Path).Open();
            file.Write(Encoding.UTF8.GetBytes(Source()));
        }

        return content.ToArray();
    }

    private static string Source()
    {
        var source = new StringBuilder("import math\n\n\n");
        for (var line = 3; line < Lines; line += 5)
            source.Append(CultureInfo.InvariantCulture, $"def invoice_{line}(amount, rate):\n    net = amount * (1 + rate)\n    return math.floor(net)\n\n\n");
        return source.ToString();
    }

    [GeneratedRegex("""^```\w*\n(.*?)\n?```""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("[0-9]+ of [0-9]+ pieces")]
    private static partial Regex PiecesDone();
}
