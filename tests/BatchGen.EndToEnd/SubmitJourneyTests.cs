using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>What a user does: prompts in, watching, results out.</summary>
public sealed class SubmitJourneyTests(Browser browser) : IClassFixture<Browser>
{
    private const string Prompts = "Write a function that adds two numbers\nWrite a function that reverses a list\nWrite a SQL query for open orders";

    [Fact]
    public async Task Submit_EndsInAFileOfThreeResults_WhenThreePromptsArePasted()
    {
        await using var server = new TestServer(engine => engine.Duration = TimeSpan.FromSeconds(1));
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);

        await page.GotoLiveAsync("/new");
        await page.Locator("#prompts").FillAsync(Prompts);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Summary" })).ToContainTextAsync("Items3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();

        await page.WaitForURLAsync("**/batches/batch_*");
        await Expect(page.GetByLabel("Progress").First).ToContainTextAsync("3 of 3 items");
        await Expect(page.GetByLabel("Progress").First).ToContainTextAsync("Done");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Results" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal(3, lines.Length);
        Assert.Equal(3, lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("custom_id").GetString()).Distinct().Count());
        Assert.All(lines, line => Assert.Equal(200, JsonDocument.Parse(line).RootElement.GetProperty("response").GetProperty("status_code").GetInt32()));
    }
}
