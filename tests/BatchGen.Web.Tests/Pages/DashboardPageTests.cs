using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Queries;
using BatchGen.Engine.Client;
using BatchGen.Web.Live;
using BatchGen.Web.Pages.Dashboard;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class DashboardPageTests : PageTestBase
{
    [Fact]
    public void Render_ShowsBonesAndSubscribesToNothing_WhenPrerendered()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var before = Engines.ListenerCount;

        var page = Render<DashboardPage>();

        Assert.NotEmpty(page.FindAll(".bone"));
        Assert.Equal(before, Engines.ListenerCount);
    }

    [Fact]
    public void Render_SaysWhatToDoNext_WhenThereIsNoBatch()
    {
        var page = Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Contains("Ready for the night shift", page.Markup, StringComparison.Ordinal));
        Assert.Contains("All is well.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".bone"));
    }

    [Fact]
    public async Task Render_ListsTheBatch_WhenOneIsQueuedWhileThePageIsOpen()
    {
        var page = Render<DashboardPage>();

        await SubmitAsync("Night work", "one", "two");

        page.WaitForAssertion(() => Assert.Contains("Night work", page.Find(".batches").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("2 items", Figure(page, "Queue"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_ShowsTheNewState_WhenABatchIsCancelledElsewhere()
    {
        var id = await SubmitAsync("Night work", "one", "two");
        var page = Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Contains("Queued", page.Find(".batches").TextContent, StringComparison.Ordinal));

        await Services.GetRequiredService<BatchControl>().CancelAsync(id, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Contains("Cancelling", page.Find(".batches").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_NamesTheEngine_WhenItHadToBeStartedAgain()
    {
        var engine = Engines.Engine(ModelPath);
        var page = Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Contains("All is well.", page.Markup, StringComparison.Ordinal));

        engine.Announce(status => status with { Restarts = 2 });

        page.WaitForAssertion(() => Assert.Contains("started again: 2 times", page.Find(".attention").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_KeepsTheLatestInSight_WhileOthersRun()
    {
        var ended = await SubmitAsync("Last night", "one");
        await ChangeAsync(ended, batch =>
        {
            batch.State = BatchState.Completed;
            batch.SucceededItems = 1;
            batch.FinishedAt = batch.CreatedAt;
        });
        await SubmitAsync("Tonight", "one");

        var page = Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".batches").Count));
        Assert.Contains("Tonight", page.FindAll(".batches")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Last night", page.FindAll(".batches")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_SaysWhatFailed_WhenABatchCouldNotRun()
    {
        var id = await SubmitAsync("Night work", "one");
        await ChangeAsync(id, batch =>
        {
            batch.State = BatchState.Failed;
            batch.Problem = "The model file is gone.";
            batch.FinishedAt = batch.CreatedAt;
        });

        var details = await Services.GetRequiredService<BatchQueries>().GetAsync(id, CancellationToken.None);
        var now = new DashboardNow(new DashboardCounts(0, 0, 0, 1, 0, 0), [new BatchNow(details!.Summary, null)], [], [], 0);

        var page = Render<AttentionPanel>(parameters => parameters.Add(panel => panel.Now, now));

        Assert.Contains("The model file is gone.", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EngineState.Loading, "Loading 40%")]
    [InlineData(EngineState.Failed, "Failed")]
    [InlineData(EngineState.Restarting, "Restarting")]
    public void Render_ShowsTheEngineAsItChanges(EngineState state, string word)
    {
        var engine = Engines.Engine(ModelPath);
        var page = Render<DashboardPage>();

        engine.Announce(status => status with { State = state, LoadProgress = 0.4f, Problem = "It ended." });

        page.WaitForAssertion(() => Assert.Contains(word, page.Markup.Replace(" %", "%", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispose_Unsubscribes()
    {
        var before = Engines.ListenerCount;
        Render<DashboardPage>();
        Assert.True(Engines.ListenerCount > before);

        await DisposeComponentsAsync();

        Assert.Equal(before, Engines.ListenerCount);
    }

    private static string Figure(IRenderedComponent<DashboardPage> page, string label) =>
        page.FindAll(".figure").Single(figure => figure.TextContent.Contains(label, StringComparison.Ordinal)).TextContent;
}
