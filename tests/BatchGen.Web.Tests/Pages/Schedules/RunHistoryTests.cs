using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Web.Pages.Schedules;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace BatchGen.Web.Tests.Pages.Schedules;

public sealed class RunHistoryTests : PageTestBase
{
    [Fact]
    public void Render_KeepsTheRoom_WhenPrerendered()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Assert.NotEmpty(RenderHistory().FindAll(".bone"));
    }

    [Fact]
    public void Render_SaysSo_WhenItNeverRan()
    {
        var history = RenderHistory();

        history.WaitForAssertion(() => Assert.Contains("It has not run yet.", history.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RunState.Starting, null, "Starting")]
    [InlineData(RunState.Submitted, null, "Submitted")]
    [InlineData(RunState.Skipped, null, "Skipped")]
    [InlineData(RunState.Refused, null, "Refused")]
    [InlineData(RunState.Submitted, BatchState.Running, "Running")]
    [InlineData(RunState.Submitted, BatchState.Completed, "Done")]
    [InlineData(RunState.Submitted, BatchState.Failed, "Failed")]
    public void Look_IsTheBatchs_OnceThereIsOne(RunState run, BatchState? batch, string word)
    {
        var summary = new RunSummary(1, DateTimeOffset.UnixEpoch, run, null, batch, null, null);

        Assert.Equal(word, RunLook.Of(summary, Services.GetRequiredService<IStringLocalizer<SchedulesTexts>>()).Word);
    }

    private IRenderedComponent<RunHistory> RenderHistory() => Render<RunHistory>(parameters => parameters.Add(history => history.ScheduleId, 7));
}
