using BatchGen.Engine.Client;
using BatchGen.Web.Controls.Engines;
using BatchGen.Web.Tests.Fakes;
using Bunit;

namespace BatchGen.Web.Tests.Controls.Engines;

public sealed class EnginePanelTests : PageTestBase
{
    [Fact]
    public void Render_KeepsTheRoom_WhileNothingIsKnown() =>
        Assert.Single(Render<EnginePanel>(parameters => parameters.Add(panel => panel.Engines, null)).FindAll(".bone"));

    [Fact]
    public void Render_SaysSo_WhenNoModelWasAskedFor() =>
        Assert.Contains("No model is loaded", Render<EnginePanel>(parameters => parameters.Add(panel => panel.Engines, [])).Markup, StringComparison.Ordinal);

    [Theory]
    [InlineData(EngineState.Stopped, "Stopped", 0)]
    [InlineData(EngineState.Waiting, "Waiting", 0)]
    [InlineData(EngineState.Starting, "Starting", 1)]
    [InlineData(EngineState.Loading, "Loading", 1)]
    [InlineData(EngineState.Ready, "Ready", 0)]
    [InlineData(EngineState.Draining, "Making room", 0)]
    [InlineData(EngineState.Restarting, "Restarting", 0)]
    [InlineData(EngineState.Failed, "Failed", 0)]
    public void Render_SaysWhatTheEngineDoes(EngineState state, string word, int bars)
    {
        var panel = RenderEngine(EngineIn(state));

        Assert.StartsWith(word, panel.Find(".pill").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(bars, panel.FindAll("[role=progressbar]").Count);
    }

    [Theory]
    [InlineData(EngineState.Failed, true)]
    [InlineData(EngineState.Restarting, true)]
    [InlineData(EngineState.Ready, false)]
    public void Render_SaysWhatWentWrong_UntilItIsReadyAgain(EngineState state, bool isShown) =>
        Assert.Equal(isShown, RenderEngine(EngineIn(state) with { Problem = "The file is cut short." }).Markup.Contains("cut short", StringComparison.Ordinal));

    [Fact]
    public void Render_SaysWhyItWaitsAndWhatWasMadeSmaller()
    {
        var panel = RenderEngine(
            EngineIn(EngineState.Waiting) with { WaitingReason = "waiting: needs 1.2 GiB", Adjustment = "8 slots instead of 16", Restarts = 3 });

        Assert.Contains("needs 1.2 GiB", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("8 slots instead of 16", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("3", panel.FindAll(".secondary")[^1].TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<EnginePanel> RenderEngine(EngineStatus engine) =>
        Render<EnginePanel>(parameters => parameters.Add(panel => panel.Engines, [engine]));

    private EngineStatus EngineIn(EngineState state) => new(
        ModelPath, state, 0.25f, 1, 0, null, state is EngineState.Ready ? FakeEngine.Model : null, null, [], 0, DateTimeOffset.UnixEpoch);
}
