using BatchGen.Engine.Planning;
using BatchGen.Web.Layout;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>No measured value and no name makes a page wider than a phone, whatever font the phone has.</summary>
public sealed class LongestTextsTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task EveryPage_KeepsEachTextInItsPlace_WhenValuesAndNamesAreAtTheirLongest()
    {
        var machine = new LongestScenes.LargestMachine();
        await using var server = new TestServer(modelName: $"{LongestScenes.Unbroken(200)}.gguf", replace: services =>
            services.AddSingleton<IMainMemory>(machine).AddSingleton<IDeviceSurvey>(machine));
        await server.StartAsync();
        var scenes = await LongestScenes.PlayAsync(server);
        var page = await browser.OpenAsync(server.Address, 390, 844);
        var spilled = new List<string>();

        foreach (var scene in scenes)
        {
            await scene.Open(page, scene.Path);
            if (scene.Prepare is not null)
                await scene.Prepare(page);
            // The list of items waits for more of them than there are.
            await Expect(page.Locator(".bone:not(.item-row .bone)")).ToHaveCountAsync(0);
            await Expect(page.GetByText(Words.Pattern<LayoutTexts>("PageFailed"))).ToHaveCountAsync(0);
            spilled.AddRange((await SpillCheck.FindAsync(page)).Select(line => $"{scene.Name}: {line}"));
        }

        Assert.True(spilled.Count == 0, string.Join('\n', spilled));
    }
}
