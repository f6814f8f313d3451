using BatchGen.Engine.Client;
using BatchGen.Web.Layout;
using Bunit;

namespace BatchGen.Web.Tests.Layout;

public sealed class QueuePillTests : PageTestBase
{
    [Fact]
    public void Render_FollowsTheEngine()
    {
        var engine = Engines.Engine(ModelPath);
        var pill = Render<QueuePill>();
        Assert.Contains("Idle", pill.Markup, StringComparison.Ordinal);

        engine.Announce(status => status with { State = EngineState.Failed, Problem = "The file is cut short." });

        pill.WaitForAssertion(() => Assert.Contains("Problem", pill.Markup, StringComparison.Ordinal));
        Assert.Contains("The file is cut short.", pill.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_Unsubscribes()
    {
        var before = Engines.ListenerCount;
        Render<QueuePill>();
        Assert.Equal(before + 1, Engines.ListenerCount);

        await DisposeComponentsAsync();

        Assert.Equal(before, Engines.ListenerCount);
    }
}
