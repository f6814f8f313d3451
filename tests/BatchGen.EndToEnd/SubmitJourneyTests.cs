using System.Text.Json;
using BatchGen.Testing.Models;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>What a user does, on the server as it ships: prompts in, watching, results out.</summary>
public sealed class SubmitJourneyTests(Browser browser) : IClassFixture<Browser>
{
    private const string Prompts = "Write a function that adds two numbers\nWrite a function that reverses a list\nWrite a SQL query for open orders";

    [Fact]
    public async Task Submit_EndsInAFileOfThreeResults_WhenThreePromptsArePasted()
    {
        await using var server = new RealServer(RandomModel.PathOf(new RandomModelShape()));
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);

        await page.GotoLiveAsync("/new");
        await page.Locator("#prompts").FillAsync(Prompts);
        await Expect(Summary(page)).ToContainTextAsync("Items3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();

        await page.ArriveAsync("**/batches/batch_*");
        await Expect(Header(page)).ToContainTextAsync("3 of 3 items");
        await Expect(Header(page)).ToContainTextAsync("Done");
        var lines = await DownloadAsync(page);
        Assert.Equal(3, lines.Select(line => line.GetProperty("custom_id").GetString()).Distinct().Count());
        Assert.All(lines, line => Assert.Equal(200, line.GetProperty("response").GetProperty("status_code").GetInt32()));
    }

    [Fact]
    public async Task Submit_RunsTheGoodLines_WhenBadOnesAreListedFirst()
    {
        await using var server = new RealServer(RandomModel.PathOf(new RandomModelShape()));
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);

        await page.GotoLiveAsync("/new");
        await page.GetByLabel("Choose files with prompts or sources").SetInputFilesAsync(new FilePayload
        {
            Name = "night.jsonl",
            MimeType = "application/jsonl",
            Buffer = "{\"custom_id\":\"a\",\"prompt\":\"Write a test\",\"max_tokens\":20}\nnot json\n{\"custom_id\":\"c\",\"prompt\":\"Write a query\",\"max_tokens\":20}"u8.ToArray(),
        });
        await Expect(page.GetByText("line 2")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit the 2 good ones" }).ClickAsync();

        await Expect(Header(page)).ToContainTextAsync("3 of 3 items");
        await Expect(Header(page)).ToContainTextAsync("1 failed");
        await page.GetByRole(AriaRole.Link, new() { Name = "Failed", Exact = true }).ClickAsync();
        await Expect(page.Locator("a.item-row")).ToHaveCountAsync(1);
        await page.Locator("a.item-row").ClickAsync();
        await Expect(page.Locator(".item-panel")).ToContainTextAsync("invalid_json");
        Assert.Equal(["a", "c"], (await DownloadAsync(page)).Select(line => line.GetProperty("custom_id").GetString()));
    }

    private static ILocator Summary(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Summary" });

    private static ILocator Header(IPage page) => page.Locator(".batch-header");

    private static async Task<IReadOnlyList<JsonElement>> DownloadAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Results" }).ClickAsync());
        return [.. (await File.ReadAllLinesAsync(await download.PathAsync())).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
