using BatchGen.Engine.Client;
using BatchGen.Engine.Quantizing;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Models;
using BatchGen.Web.Pages.Models;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages.Models;

/// <summary>Quantizing as the page sees it: how far it is, stopped, ended, failed.</summary>
public sealed class ModelJobListTests : PageTestBase
{
    [Fact]
    public void Render_ShowsNothing_WhenNothingRan() => Assert.Equal("", RenderList().Markup.Trim());

    [Fact]
    public void Render_ShowsHowFarItIs_AndOffersToCancel_WhileItRuns()
    {
        var list = RenderList();

        Start();

        list.WaitForAssertion(() => Assert.Equal("40", list.Find("[role=progressbar]").GetAttribute("aria-valuenow")));
        Assert.Contains("Cancel", list.Find("button").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_EndsTheJob()
    {
        var list = RenderList();
        Start();
        list.WaitForElement("button");

        await list.InvokeAsync(() => list.Find("button").Click());

        list.WaitForAssertion(() => Assert.Contains("Cancelled", list.Markup, StringComparison.Ordinal));
        Assert.Empty(list.FindAll("button"));
    }

    [Fact]
    public void Render_SaysThatItIsDone_AndTellsThePage_WhenItEnds()
    {
        var told = 0;
        var list = Render<ModelJobList>(parameters => parameters.Add(jobs => jobs.MayChange, true).Add(jobs => jobs.Ended, () => told++));
        Start();
        list.WaitForElement("button");

        Quantizing.Finish();

        list.WaitForAssertion(() => Assert.Equal("100", list.Find("[role=progressbar]").GetAttribute("aria-valuenow")));
        list.WaitForAssertion(() => Assert.Equal(1, told));
    }

    [Fact]
    public void Render_SaysWhy_WhenItFails()
    {
        var list = RenderList();
        Start();
        list.WaitForElement("button");

        Quantizing.Fail(new EngineException("quantize_failed", "The disk is full."));

        list.WaitForAssertion(() => Assert.Contains("The disk is full.", list.Find(".failed-text").TextContent, StringComparison.Ordinal));
        Assert.Equal("quantize_failed", list.Find("code").TextContent);
    }

    [Fact]
    public void Render_OffersNoCancel_ToWhoMayOnlyLook()
    {
        var list = Render<ModelJobList>(parameters => parameters.Add(jobs => jobs.MayChange, false));

        Start();

        list.WaitForElement("[role=progressbar]");
        Assert.Empty(list.FindAll("button"));
    }

    [Fact]
    public async Task Dispose_Unsubscribes()
    {
        var list = RenderList();
        var drawn = list.RenderCount;

        await DisposeComponentsAsync();
        Start();

        Assert.Single(Services.GetRequiredService<ModelJobs>().List());
        Assert.Equal(drawn, list.RenderCount);
    }

    private IRenderedComponent<ModelJobList> RenderList() => Render<ModelJobList>(parameters => parameters.Add(jobs => jobs.MayChange, true));

    private void Start() =>
        Services.GetRequiredService<ModelJobs>().Quantize(new QuantizeRequest("/models/a.gguf", "/models/b.gguf", QuantizedType.Q4_K_M), "Ada");
}
