using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>Large files from a real browser: chosen, dropped, stopped on the way, refused before they travel.</summary>
public sealed partial class UploadJourneyTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>As long as a prompt with a source file in it.</summary>
    private const int LineCharacters = 8_000;

    /// <summary>What the server may hold of a file on its way, however large the file: some chunks of it, and the check's first lines.</summary>
    private const long MostGrowthBytes = 64 << 20;

    /// <summary>Long on its way on any machine: a file of 200 MB, the usual limit, may be there before a press of Stop is.</summary>
    private const long LongBytes = 1_900_000_000;

    [Theory]
    [InlineData("chosen", 12_500)]
    [InlineData("dropped", 4_000)]
    public async Task Upload_ArrivesByteForByteInBoundedMemory(string way, int lines)
    {
        using var folder = new ScratchFolder();
        var source = folder.File("night.jsonl");
        await WriteAsync(source, lines);
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/new");
        await using var memory = new MemoryWatch();

        await (way == "dropped" ? DropAsync(page, source) : Input(page).SetInputFilesAsync(source));

        await Expect(Summary(page)).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"Items{lines:N0}"));
        await Expect(page.Locator(".file-card")).ToContainTextAsync("night.jsonl");
        Assert.Equal(await HashAsync(source), await HashAsync(Assert.Single(Scratch(server).GetFiles()).FullName));
        Assert.InRange(memory.GrowthBytes, 0, MostGrowthBytes);
    }

    [Fact]
    public async Task Stop_LeavesNothingBehind_WhenTheFileIsHalfThere()
    {
        using var folder = new ScratchFolder();
        await using var server = ServerForLong();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/new");

        await Input(page).SetInputFilesAsync(Hollow(folder, LongBytes));
        await Expect(page.Locator(".file-card")).ToContainTextAsync(SomeOfIt());
        // In the page itself: while a pointer is on its way to the button, the card is drawn anew and the file may have come whole.
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).EvaluateAsync("button => button.click()");

        await Expect(page.Locator("#prompts")).ToBeVisibleAsync();
        Assert.Empty(Scratch(server).GetFiles());
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);

        await Input(page).SetInputFilesAsync(new FilePayload { Name = "small.txt", MimeType = "text/plain", Buffer = "one\ntwo"u8.ToArray() });
        await Expect(Summary(page)).ToContainTextAsync("Items2");
    }

    /// <summary>Cut while a file is chosen, then while one is on its way: both are said, and the page goes on where it was.</summary>
    [Fact]
    public async Task Cut_IsSaid_AndChoosingWorksAtOnce()
    {
        using var folder = new ScratchFolder();
        await using var server = ServerForLong();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await using var line = new CuttableLine(server.Address);
        await page.GotoLiveAsync($"{line.Address}/new");
        await page.Locator("#name").FillAsync("Night work");
        // What is cut before the page's own script is there cannot be told from a page that never came.
        await page.Locator(".drop[data-guarded]").WaitForAsync();

        line.Cut();
        await Expect(page.GetByText("Connection lost.")).ToBeVisibleAsync();
        await Input(page).SetInputFilesAsync(new FilePayload { Name = "small.txt", MimeType = "text/plain", Buffer = "one\ntwo"u8.ToArray() });
        await Expect(page.GetByText("goes up as soon as it is back")).ToBeVisibleAsync();
        line.Mend();
        await Expect(Summary(page)).ToContainTextAsync("Items2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove small.txt" }).ClickAsync();

        await Input(page).SetInputFilesAsync(Hollow(folder, LongBytes));
        await Expect(page.Locator(".file-card")).ToContainTextAsync(SomeOfIt());
        line.Cut();
        await Expect(page.GetByText("Connection lost.")).ToBeVisibleAsync();
        line.Mend();
        await Expect(page.GetByText("lost while hollow.jsonl was on its way")).ToBeVisibleAsync();
        await Patience.UntilAsync(() => Scratch(server).GetFiles().Length == 0);
        await Input(page).SetInputFilesAsync(new FilePayload { Name = "again.txt", MimeType = "text/plain", Buffer = "one\ntwo\nthree"u8.ToArray() });
        await Expect(Summary(page)).ToContainTextAsync("Items3");
        await Expect(page.Locator("#name")).ToHaveValueAsync("Night work");

        // More than one message holds (4 MiB) is counted in the browser. Long names and not many files: a browser's list takes time in their square.
        await Input(page).EvaluateAsync("""
            input => {
              const list = new DataTransfer();
              for (let n = 0; n < 4000; n++) list.items.add(new File(["x"], `${"a-long-name-".repeat(100)}${n}.py`));
              input.files = list.files;
              input.dispatchEvent(new Event("change", { bubbles: true }));
            }
            """);
        await Expect(page.GetByText("4,000 files were chosen; at most 500 are taken at once.")).ToBeVisibleAsync();
        await Expect(Summary(page)).ToContainTextAsync("Items3");
    }

    [Fact]
    public async Task Leave_LeavesNothingBehind_WhenTheFileIsHalfThere()
    {
        using var folder = new ScratchFolder();
        await using var server = ServerForLong();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/new");

        await Input(page).SetInputFilesAsync(Hollow(folder, LongBytes));
        await Expect(page.Locator(".file-card")).ToContainTextAsync(SomeOfIt());
        await page.GetByRole(AriaRole.Link, new() { Name = "Batches", Exact = true }).ClickAsync();

        await Expect(page).ToHaveTitleAsync("Batches · BatchGen");
        await Patience.UntilAsync(() => Scratch(server).GetFiles().Length == 0);
    }

    [Fact]
    public async Task Upload_IsRefusedBeforeItTravels_WhenItIsOverTheLimit()
    {
        using var folder = new ScratchFolder();
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/new");

        await Input(page).SetInputFilesAsync(Hollow(folder, 200_000_001));

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("190.7 MiB");
        await Expect(page.Locator("#prompts")).ToBeVisibleAsync();
        Assert.Empty(Scratch(server).GetFiles());
    }

    private static ILocator Input(IPage page) => page.GetByLabel("Choose files with prompts or sources");

    private static ILocator Summary(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Summary" });

    private static DirectoryInfo Scratch(TestServer server) => new(Path.Combine(server.Services.GetRequiredService<DataDirectory>().Root, "scratch"));

    /// <summary>A drag from the desktop, as the browser's own input sees it: a script's drop event would carry no file.</summary>
    private static async Task DropAsync(IPage page, string path)
    {
        var place = await page.Locator(".drop").BoundingBoxAsync();
        var devtools = await page.Context.NewCDPSessionAsync(page);
        foreach (var type in (string[])["dragEnter", "dragOver", "drop"])
        {
            await devtools.SendAsync("Input.dispatchDragEvent", new Dictionary<string, object>
            {
                ["type"] = type,
                ["x"] = place!.X + (place.Width / 2),
                ["y"] = place.Y + (place.Height / 2),
                ["data"] = new Dictionary<string, object> { ["items"] = Array.Empty<object>(), ["files"] = new[] { path }, ["dragOperationsMask"] = 1 },
            });
        }
    }

    private static async Task WriteAsync(string path, int lines)
    {
        await using var file = new StreamWriter(path, append: false, Encoding.ASCII);
        for (var line = 0; line < lines; line++)
        {
            await file.WriteAsync($$"""{"custom_id":"{{line}}","prompt":"Write a function""");
            await file.WriteAsync(new string('x', LineCharacters));
            await file.WriteLineAsync("\"}");
        }
    }

    /// <summary>A file of zeros that takes no room on the disk.</summary>
    private static TestServer ServerForLong() =>
        new(replace: services => services.Configure<SubmissionOptions>(submission => submission.MaxFileBytes = LongBytes));

    private static string Hollow(ScratchFolder folder, long bytes)
    {
        var path = folder.File("hollow.jsonl");
        using var file = File.Create(path);
        file.SetLength(bytes);
        return path;
    }

    private static async Task<string> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(file));
    }

    [GeneratedRegex("[1-9][0-9.]* [KM]iB of 1.8 GiB")]
    private static partial Regex SomeOfIt();
}
