using BatchGen.Batches.Execution;
using BatchGen.Batches.Queries;
using BatchGen.Web.Layout;
using BatchGen.Web.Pages.Dashboard;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class QueuePanelTests : PageTestBase
{
    [Fact]
    public async Task Pause_IsShownEverywhere_AndResumedFromThere()
    {
        await SubmitAsync("Night work", "one", "two");
        var pill = Render<QueuePill>();
        var page = Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Contains("Pause the queue", page.Markup, StringComparison.Ordinal));

        await page.InvokeAsync(() => Button(page, "Pause the queue").Click());

        page.WaitForAssertion(() => Assert.Contains("Paused by", page.Markup, StringComparison.Ordinal));
        pill.WaitForAssertion(() => Assert.Contains("Paused", pill.Markup, StringComparison.Ordinal));
        Assert.NotNull(Services.GetRequiredService<QueueControl>().Pause);

        await page.InvokeAsync(() => Button(page, "Resume the queue").Click());
        page.WaitForAssertion(() => Assert.DoesNotContain("Paused by", page.Markup, StringComparison.Ordinal));
        Assert.Null(Services.GetRequiredService<QueueControl>().Pause);
    }

    [Fact]
    public void Render_ShowsWhatWaits_ByPriority()
    {
        var now = new DashboardNow(new DashboardCounts(2, 0, 0, 0, 0, 30), [], [], [], 0)
        {
            Depths = [new QueueDepth(1, 1, 10), new QueueDepth(0, 1, 20), new QueueDepth(-1, 0, 0)],
        };

        var panel = Render<QueuePanel>(parameters => parameters.Add(panel => panel.Now, now));

        Assert.Equal(["10", "20", "0"], panel.FindAll("tbody td:nth-child(2)").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Throughput_SaysThatNothingRan_UntilSomethingDid()
    {
        var now = new DashboardNow(new DashboardCounts(0, 0, 0, 0, 0, 0), [], [], [], 0) { Hour = [new(0, 0), new(0, 0)] };
        var panel = Render<ThroughputPanel>(parameters => parameters.Add(panel => panel.Now, now));
        Assert.Contains("Nothing ran in the last hour", panel.Markup, StringComparison.Ordinal);

        panel.Render(parameters => parameters.Add(panel => panel.Now, now with { Hour = [new(100, 10), new(50, 40)] }));

        Assert.Equal(2, panel.FindAll("svg[role=img]").Count);
        Assert.Contains("Decode: now 40 tokens a second, most in the last hour 40.", panel.Markup, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DashboardPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Contains(text, StringComparison.Ordinal));
}
