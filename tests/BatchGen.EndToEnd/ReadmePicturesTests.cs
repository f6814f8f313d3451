using System.Text;
using BatchGen.Batches.Submission;
using BatchGen.Testing;
using BatchGen.Web.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>
/// The README's pictures, from the server as it ships with the model that ships: nothing in them is made up. They are
/// written beside the other pictures; docs/images holds the ones that were chosen.
/// </summary>
public sealed class ReadmePicturesTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "artifacts", "screenshots");

    private static readonly string Samples = File.ReadAllText(Path.Combine(SourceTree.Root, "samples", "prompts.jsonl"));

    [Fact]
    public async Task Pictures_ShowARealNight()
    {
        Directory.CreateDirectory(Folder);
        await using var server = new RealServer(Path.Combine(SourceTree.Root, "models", "batchgen-demo.gguf"));
        await server.StartAsync();
        await server.Engine.WaitUntilReadyAsync(CancellationToken.None);
        var done = await SubmitAsync(server, "Sample prompts", Samples);
        await server.EndAsync(done);
        var page = await browser.OpenAsync(server.Address);

        await page.GotoLiveAsync($"/batches/{done}?item=1");
        await Expect(page.Locator(".item-panel")).ToContainTextAsync("def ");
        await ShootAsync(page, "batch");

        await page.GotoLiveAsync("/new");
        await page.Locator("#prompts").FillAsync(Samples);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Summary" })).ToContainTextAsync("Items");
        await ShootAsync(page, "new-batch");

        await page.GotoLiveAsync("/memory?model=codegeex4-8bit&context=131072&slots=8&flash_attention=off");
        await Expect(page.Locator(".bone")).ToHaveCountAsync(0);
        await ShootAsync(page, "memory");

        await SubmitAsync(server, "Nightly functions", Prompts(2_000));
        await page.GotoLiveAsync("/");
        await Expect(page.Locator(".batches").First).ToContainTextAsync("tokens/s");
        // A curve says more than its first point.
        var throughput = server.Services.GetRequiredService<Throughput>();
        await Patience.UntilAsync(() => throughput.GetHistory().Count(rate => rate > 0) > 5, "a curve");
        await ShootAsync(page, "dashboard");
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        await Expect(page.GetByText("could not be shown")).ToHaveCountAsync(0);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"readme-{name}.png"), Animations = ScreenshotAnimations.Disabled });
    }

    private static string Prompts(int count) =>
        string.Join('\n', Enumerable.Range(1, count).Select(number => $"Write a Python function that returns the sum of {number} and a number"));

    private static async Task<string> SubmitAsync(RealServer server, string name, string prompts)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(prompts));
        var outcome = await server.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = name, ModelPath = server.ModelPath, Input = input }, progress: null, CancellationToken.None);
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }
}
