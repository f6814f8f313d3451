using System.Globalization;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>An administrator moves the limit in the browser while a batch runs on a real engine.</summary>
public sealed class LimitJourneyTests(Browser browser) : IClassFixture<Browser>
{
    private const int Items = 48;

    [Fact]
    public async Task MoveTheLimit_ReloadsTheEngineInsideIt_AndTheBatchCompletesInFull()
    {
        await using var server = new LiveServer();
        await server.StartAsync();
        var engine = server.Services.GetRequiredService<IEngineManager>().GetEngine(server.ModelPath);
        await engine.WaitUntilReadyAsync(CancellationToken.None);
        var before = engine.Status;
        var admin = await browser.OpenAsync(server.Address);
        await admin.GotoLiveAsync("/admin");
        var batch = await SubmitAsync(await browser.OpenAsync(server.Address));
        await UntilAsync(engine, status => status.Activity is { RunningSequences: > 0 });

        await ApplyAsync(admin, before.Plan!.OwnBytes - (before.Plan.Devices[0].KvBytes / 2));
        await Expect(admin.GetByRole(AriaRole.Region, new() { Name = "Changes" })).ToContainTextAsync("limit of CPU");

        await Expect(batch.GetByLabel("Progress").First).ToContainTextAsync($"{Items} of {Items} items");
        await Expect(batch.GetByLabel("Progress").First).ToContainTextAsync("Done");
        await UntilAsync(engine, status => status.State is EngineState.Ready && status.ProcessId != before.ProcessId);
        Assert.True(engine.Status.Model!.Context.KvCells < before.Model!.Context.KvCells, "it was to be loaded with fewer cells");
    }

    [Fact]
    public async Task MoveTheLimit_IsRefusedWithTheReason_WhenNoModelCouldBeLoaded()
    {
        await using var server = new LiveServer();
        await server.StartAsync();
        var admin = await browser.OpenAsync(server.Address);
        await admin.GotoLiveAsync("/admin");

        await ApplyAsync(admin, 4 << 20);

        await Expect(admin.GetByRole(AriaRole.Group, new() { Name = "CPU" })).ToContainTextAsync("limit_leaves_no_model");
    }

    private static async Task<IPage> SubmitAsync(IPage page)
    {
        await page.GotoLiveAsync("/new");
        await page.Locator("#prompts").FillAsync(string.Join('\n', Enumerable.Range(1, Items).Select(number => $"Write function number {number}")));
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await page.ArriveAsync("**/batches/batch_*");
        return page;
    }

    private static async Task ApplyAsync(IPage page, long limitBytes)
    {
        var device = page.GetByRole(AriaRole.Group, new() { Name = "CPU" });
        await device.GetByLabel("Limit", new() { Exact = true }).FillAsync(string.Create(CultureInfo.InvariantCulture, $"{limitBytes} B"));
        await device.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
    }

    private static async Task UntilAsync(IEngine engine, Func<EngineStatus, bool> holds)
    {
        var reached = new TaskCompletionSource();
        using var subscription = engine.Subscribe(status =>
        {
            if (holds(status))
                reached.TrySetResult();
        });
        if (!holds(engine.Status))
            await reached.Task.WaitAsync(Patience.Ceiling);
    }
}
