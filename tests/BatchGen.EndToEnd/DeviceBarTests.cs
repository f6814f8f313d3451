using System.Text.RegularExpressions;
using BatchGen.Testing.Devices;
using BatchGen.Testing.Models;
using BatchGen.Web.Formatting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>A device that ggml computes on, as the dashboard shows it.</summary>
public sealed class DeviceBarTests(Browser browser) : IClassFixture<Browser>
{
    [DeviceFact]
    public async Task Dashboard_ShowsEachDevicesBar_WithWhatTheEngineHasThere()
    {
        using var machine = SoftwareDevice.Use(2);
        await using var server = new RealServer(
            RandomModel.PathOf(new RandomModelShape(Layers: 4)),
            // For each number of rows a step has, the device would need kernels of its own, which take long to translate.
            new Dictionary<string, string?> { ["Engine:MeasureSteps"] = "false" });
        await server.StartAsync();
        await server.Engine.WaitUntilReadyAsync(CancellationToken.None);
        var page = await browser.OpenAsync(server.Address);

        await page.GotoLiveAsync("/");

        foreach (var name in SoftwareDevice.Names(2))
        {
            var planned = server.Engine.Status.Plan!.Devices.Single(device => device.Name == name);
            var bar = page.Locator("figure.memory").Filter(new() { HasText = name });
            await Expect(bar).ToContainTextAsync(ByteText.Of(planned.TotalBytes));
            await Expect(bar.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new Regex(
                $"Weights {Regex.Escape(ByteText.Of(planned.WeightsBytes))}.*KV free {Regex.Escape(ByteText.Of(planned.KvBytes))}"));
            await Expect(bar.Locator("a.memory-handle")).ToHaveAttributeAsync("href", new Regex(name));
        }
    }
}
