using BatchGen.Batches.Data;
using BatchGen.Batches.Nodes;
using BatchGen.Engine.Planning;
using BatchGen.Web.Pages.Admin;
using BatchGen.Web.Pages.Dashboard;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class NodesPanelTests : PageTestBase
{
    private const long GiB = 1L << 30;

    [Fact]
    public async Task Dashboard_SaysNothingOfMachines_WhenThereIsOne()
    {
        await AddAsync("only", DateTimeOffset.UtcNow);

        var page = Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Contains("Ready for the night shift", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".nodes"));
    }

    [Fact]
    public async Task Dashboard_ShowsEveryMachine_WithItsDevicesEnginesAndState()
    {
        await AddAsync("gpu-1", DateTimeOffset.UtcNow);
        await AddAsync("gpu-2", DateTimeOffset.UtcNow.AddHours(-1));

        var page = Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".nodes > li").Count));
        var here = page.FindAll(".nodes > li")[0].TextContent;
        Assert.Contains("gpu-1", here, StringComparison.Ordinal);
        Assert.Contains("Working", here, StringComparison.Ordinal);
        Assert.Contains("3 of 8 slots · context 8,192", here, StringComparison.Ordinal);
        Assert.Contains("limit 20", here, StringComparison.Ordinal);
        Assert.Contains("Engines", here, StringComparison.Ordinal);
        Assert.Contains("Gone", page.FindAll(".nodes > li")[1].TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("""a[href="admin#limit-CUDA0-gpu-1"]"""));
    }

    [Fact]
    public async Task Admin_SetsLimitsOfEveryMachine()
    {
        await AddAsync("gpu-1", DateTimeOffset.UtcNow);

        var page = Render<AdminPage>();
        page.WaitForAssertion(() => Assert.NotNull(page.Find("#limit-CUDA0-gpu-1")));
        await page.Find("#limit-CUDA0-gpu-1 button").ClickAsync(new());

        await using var db = await Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        page.WaitForAssertion(() => Assert.Equal(
            ("gpu-1", 20 * GiB), db.DeviceLimits.Select(limit => new ValueTuple<string, long?>(limit.MachineName, limit.LimitBytes)).Single()));
    }

    private async Task AddAsync(string name, DateTimeOffset heardAt)
    {
        var report = new NodeReport(
            [new NodeDevice("CUDA0", "A card", "gpu", 24 * GiB, 10 * GiB, 12 * GiB, new DeviceLimit(20 * GiB, null, 0))],
            [new NodeEngine("m.gguf", "ready", 8192, 8, "F16", 3, 2, 100, null)],
            [new NodeModel("m.gguf", Fits: true)],
            ClockAheadSeconds: 0);
        await using var db = await Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        db.Nodes.Add(new Node
        {
            Name = name,
            Process = $"{name}/7/x",
            Role = NodeRole.Worker,
            Version = "1.2.3+abc",
            StartedAt = heardAt,
            HeardAt = heardAt,
            ReportJson = report.ToJson(),
        });
        await db.SaveChangesAsync();
        await Services.GetRequiredService<NodeBoard>().ReadAsync(CancellationToken.None);
    }
}
