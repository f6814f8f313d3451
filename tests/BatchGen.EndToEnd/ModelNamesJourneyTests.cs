using System.Collections.Concurrent;
using System.Text.Json;
using BatchGen.Engine.Client;
using BatchGen.Testing.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>A file whose lines name several models, one of them by an alias: each model runs its own lines, in one batch.</summary>
public sealed class ModelNamesJourneyTests(Browser browser) : IClassFixture<Browser>
{
    private const int ItemsOfEach = 4;

    /// <summary>What lines name, in this order again and again, and the model that runs them where that has another name.</summary>
    private static readonly NamedLine[] Named = [new("small", null), new("other", null), new("gpt-4o-mini", "other")];

    [Fact]
    public async Task File_RunsOnTheModelsThatItsLinesName_EachLoadedOnce()
    {
        await using var server = new LiveServer(("Models:Aliases:gpt-4o-mini", "other"));
        var other = Path.Combine(Path.GetDirectoryName(server.ModelPath)!, "other.gguf");
        File.Copy(RandomModel.PathOf(new RandomModelShape(Layers: 2)), other);
        await server.StartAsync();
        var loads = new ConcurrentDictionary<(string Model, int? Process), bool>();
        using var watching = server.Services.GetRequiredService<IEngineManager>().Subscribe(status =>
        {
            if (status is { State: EngineState.Ready, ProcessId: { } process })
                loads[(Path.GetFileNameWithoutExtension(status.ModelPath), process)] = true;
        });
        var page = await browser.OpenAsync(server.Address);

        await page.GotoLiveAsync("/new");
        await page.Locator("#prompts").FillAsync(string.Join('\n', Enumerable.Range(0, ItemsOfEach).SelectMany(Lines)));
        await Expect(page.Locator("section.named-models")).ToContainTextAsync("is here");
        await Expect(page.Locator("section.named-models")).ToContainTextAsync("stands for other here");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Summary" })).ToContainTextAsync($"Items{3 * ItemsOfEach}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();

        await page.ArriveAsync("**/batches/batch_*");
        await Expect(page.Locator(".batch-header")).ToContainTextAsync($"{3 * ItemsOfEach} of {3 * ItemsOfEach} items");
        await Expect(page.Locator(".batch-header")).ToContainTextAsync("Done");
        await Expect(ModelRow(page, "small")).ToContainTextAsync($"{ItemsOfEach} of {ItemsOfEach} items");
        await Expect(ModelRow(page, "other")).ToContainTextAsync($"{2 * ItemsOfEach} of {2 * ItemsOfEach} items");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Results" }).ClickAsync());
        var bodies = (await File.ReadAllLinesAsync(await download.PathAsync()))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("response").GetProperty("body"))
            .ToList();
        Assert.Equal(
            Enumerable.Range(0, ItemsOfEach).SelectMany(_ => Named),
            bodies.Select(body => new NamedLine(
                body.GetProperty("model").GetString()!, body.TryGetProperty("model_used", out var used) ? used.GetString() : null)));
        Assert.Equal(["other", "small"], loads.Keys.Select(load => load.Model).Order());
    }

    private static ILocator ModelRow(IPage page, string model) => page.Locator(".batch-models li").Filter(new() { HasText = model });

    private static IEnumerable<string> Lines(int number) => Named.Select(line =>
        $$"""{"custom_id":"{{line.Name}}-{{number}}","model":"{{line.Name}}","prompt":"Write function {{number}}","max_tokens":8}""");

    private sealed record NamedLine(string Name, string? Used);
}
