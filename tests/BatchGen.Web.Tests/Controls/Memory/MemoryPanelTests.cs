using BatchGen.Batches.Data;
using BatchGen.Engine.Client;
using BatchGen.Engine.Headroom;
using BatchGen.Web.Controls.Memory;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Controls.Memory;

public sealed class MemoryPanelTests : PageTestBase
{
    [Fact]
    public void Render_ShowsMainMemoryWithItsHistory_WhenNoEngineIsLoaded()
    {
        var history = Services.GetRequiredService<HeadroomHistory>();
        history.Sample();
        history.Sample();

        var panel = Render<MemoryPanel>(parameters => parameters.Add(one => one.Engines, []));

        Assert.Single(panel.FindAll(".memory-bar"));
        Assert.Contains("least headroom", panel.Find(".headroom").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(panel.FindAll(".sparkline-line"));
    }

    [Fact]
    public void Render_ShowsWhatTheDriverTells_AndLeavesOutWhatItDoesNot()
    {
        var gpu = new GpuReading(1, "A card", 24L << 30, 10L << 30, 3L << 30, 61, null, 97);
        var engine = new EngineStatus(ModelPath, EngineState.Ready, 1, 1, 0, null, null, null, [], 0, DateTimeOffset.UtcNow) { Gpus = [gpu] };

        var panel = Render<MemoryPanel>(parameters => parameters.Add(one => one.Engines, [engine]));

        Assert.Contains("GPU 1 A card · others 3.0 GiB · 97 % busy · 61 °C", panel.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(" W<", panel.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.Operator, false)]
    public void Render_LeadsToTheLimit_ForWhoeverMayMoveIt(Role role, bool leads)
    {
        SignInAs(new User { Id = 7, UserName = "ada", Role = role });

        var panel = Render<MemoryPanel>(parameters => parameters.Add(one => one.Engines, []));

        var handles = panel.FindAll("a.memory-limit");
        Assert.Equal(leads ? 1 : 0, handles.Count);
        Assert.All(handles, handle => Assert.StartsWith("admin#limit-", handle.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(handles, handle => Assert.Contains("has no limit", handle.GetAttribute("aria-label"), StringComparison.Ordinal));
    }
}
