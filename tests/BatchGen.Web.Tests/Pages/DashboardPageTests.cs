using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Engine.Client;
using BatchGen.Web.Access;
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
    public async Task Render_SaysWhatFailed_HoweverManyBatchesCameAfterIt()
    {
        var id = await SubmitAsync("Night work", "one");
        await ChangeAsync(id, batch =>
        {
            batch.State = BatchState.Failed;
            batch.Problem = "The model file is gone.";
            batch.FinishedAt = DateTimeOffset.UtcNow;
        });
        for (var later = 0; later < 13; later++)
            await SubmitAsync($"Later {later}", "one");

        var page = Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Contains("The model file is gone.", page.Find(".attention").TextContent, StringComparison.Ordinal));
        Assert.Equal($"batches/{id}", page.Find(".attention a").GetAttribute("href"));
    }

    [Fact]
    public async Task Render_ListsWhatRuns_HoweverManyBatchesWaitBehindIt()
    {
        var id = await SubmitAsync("Night work", "one", "two");
        await ChangeAsync(id, batch => batch.State = BatchState.Running);
        for (var later = 0; later < 13; later++)
            await SubmitAsync($"Later {later}", "one");

        var page = Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Contains("Night work", page.Find(".batches").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_NamesTheSchedule_WhenItsRunIsRefusedWhileThePageIsOpen()
    {
        // A viewer may not submit, so their schedule's run is refused.
        var viewer = Assert.IsType<AccountDone>(await Services.GetRequiredService<Accounts>().CreateAsync("ada", Role.Viewer, "test", CancellationToken.None));
        var author = new Author("ada", viewer.UserId);
        using var input = new MemoryStream("one"u8.ToArray());
        var draft = new TemplateDraft("Night", new SubmissionRequest { ModelPath = ModelPath, Input = Stream.Null }, input);
        var template = Assert.IsType<TemplateSaved>(await Services.GetRequiredService<BatchTemplates>().SaveAsync(draft, author, CancellationToken.None)).Id;
        var schedules = Services.GetRequiredService<BatchSchedules>();
        var id = Assert.IsType<ScheduleSaved>(
            await schedules.SaveAsync(null, new ScheduleDraft("Every night", template, "0 2 * * *", null, "UTC"), author, CancellationToken.None)).Id;
        var page = Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Contains("All is well.", page.Markup, StringComparison.Ordinal));

        await Services.GetRequiredService<ScheduleRunner>().RunNowAsync(id, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Equal($"schedules/{id}", page.Find(".attention a").GetAttribute("href")));
        Assert.Contains("was refused", page.Find(".attention").TextContent, StringComparison.Ordinal);
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
