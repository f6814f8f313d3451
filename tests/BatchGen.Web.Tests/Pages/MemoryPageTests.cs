using BatchGen.Engine.Planning;
using BatchGen.Testing.Headers;
using BatchGen.Web.Formatting;
using BatchGen.Web.Pages.Memory;
using BatchGen.Web.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace BatchGen.Web.Tests.Pages;

public sealed class MemoryPageTests : PageTestBase
{
    [Fact]
    public void Render_PlansAShapeWithoutAFile_WhenTheDefaultIsNoModel()
    {
        var page = Open();

        Assert.Contains("It fits", Verdict(page), StringComparison.Ordinal);
        Assert.Contains("Computed", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Why 40 GB?", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["40.5 GiB", "9.5 GiB"], page.FindAll(".totals strong").Select(total => total.TextContent));
    }

    [Fact]
    public void Render_ShowsComputedFiguresAtOnce_ThenLlamaCppsOwn()
    {
        WriteModel();
        var opened = new TaskCompletionSource();
        DryRun.Gate = opened.Task;
        var page = Open();
        // Nobody has asked yet whether this processor packs weights of 8 bits.
        Assert.Contains("Estimated", page.Markup, StringComparison.Ordinal);
        Assert.Equal("9.3 GiB", Part(page, "Weights"));

        opened.SetResult();

        page.WaitForAssertion(() => Assert.Contains("llama.cpp's own figures", page.Markup, StringComparison.Ordinal));
        Assert.Equal(ByteText.Of(1_000_000), Part(page, "Weights"));
    }

    [Fact]
    public void Render_KeepsTheComputedPlan_AndSaysWhy_WhenTheSimulationDies()
    {
        WriteModel();
        DryRun.Simulate = null;

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains(DryRunException.Died, page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal("9.3 GiB", Part(page, "Weights"));
    }

    [Fact]
    public async Task Slider_AnswersAtOnce_AndTheAddressFollows()
    {
        var page = Open();
        var before = Part(page, "KV cache");

        await page.InvokeAsync(() => page.Find("#context").Input("16"));

        page.WaitForAssertion(() => Assert.NotEqual(before, Part(page, "KV cache")));
        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.Contains("context=131072", navigation.Uri, StringComparison.Ordinal));
        Assert.Contains("kv_type=f16", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_SetsTheLevers_WhenItIsOpened()
    {
        var page = Open("/memory?model=codegeex4-16bit&context=131072&slots=1&flash_attention=off");

        Assert.Equal("17.5 GiB", Part(page, "Weights"));
        Assert.Equal("5.0 GiB", Part(page, "KV cache"));
        Assert.Equal("8.3 GiB", Part(page, "Compute"));
    }

    [Fact]
    public void Address_IsPassedOver_WhereItCannotBeRead()
    {
        var page = Open("/memory?context=much&slots=1");

        Assert.Contains("It fits", Verdict(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FlashAttentionOff_BringsTheCacheBackTo16Bit_AndSaysWhyOthersCannotBeChosen()
    {
        var page = Open("/memory?kv_type=q8_0&slots=1");

        await page.InvokeAsync(() => Chip(page, "Flash attention", "Off").Click());

        page.WaitForAssertion(() => Assert.Equal("true", Chip(page, "KV cache", "16 bit").GetAttribute("aria-pressed")));
        Assert.Contains("needs flash attention", Chip(page, "KV cache", "8 bit").GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remedy_IsAppliedByItsButton_WhenThePlanDoesNotFit()
    {
        Memory.TotalBytes = 32 * FakeMainMemory.GiB;
        var page = Open("/memory?model=codegeex4-16bit&context=131072&slots=8");
        Assert.Contains("It does not fit", Verdict(page), StringComparison.Ordinal);

        await page.InvokeAsync(() => page.FindAll(".remedies button")[0].Click());

        page.WaitForAssertion(() => Assert.DoesNotContain("It does not fit", Verdict(page), StringComparison.Ordinal));
    }

    [Fact]
    public void Render_SaysWhatIsWrongWithAFile_WhenItIsChosen()
    {
        var page = Open("/memory?model=some-model");

        Assert.Contains("gguf_not_gguf", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".verdict"));
    }

    [Fact]
    public void Cards_AreShown_OnceTheLeversRest()
    {
        var page = Open("/memory?model=codegeex4-8bit&slots=1");

        Assert.Equal(Web.Planning.CardFit.Sizes.Count, page.FindAll(".cards tbody tr").Count);
    }

    /// <summary>
    /// Opened, with its cards. What is then done to it is found and done on the renderer's thread: a render in between would
    /// give the button another handler.
    /// </summary>
    private IRenderedComponent<MemoryPage> Open(string address = "/memory")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        Render<MudPopoverProvider>();
        var page = Render<MemoryPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".bone")));
        return page;
    }

    private void WriteModel() => ModelHeader.CodeGeeX4.Header().WriteSparse(ModelPath);

    private static string Verdict(IRenderedComponent<MemoryPage> page) => page.Find(".verdict").TextContent;

    private static string Part(IRenderedComponent<MemoryPage> page, string name) =>
        page.FindAll(".parts tbody tr").Single(row => row.QuerySelector("th")!.TextContent == name).QuerySelector("td")!.TextContent;

    private static AngleSharp.Dom.IElement Chip(IRenderedComponent<MemoryPage> page, string group, string word) =>
        page.FindAll($"[role=group][aria-label='{group}'] button").Single(button => button.TextContent == word);
}
