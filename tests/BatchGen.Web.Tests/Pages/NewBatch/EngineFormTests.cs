using System.Globalization;
using BatchGen.Batches.Queries;
using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Headers;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages.NewBatch;

public sealed class EngineFormTests : NewBatchTestBase
{
    [Fact]
    public async Task Engine_IsAskedForAsChosen_AndTheVerdictFollows()
    {
        ModelHeader.CodeGeeX4.Header().WriteSparse(ModelPath);
        var page = RenderPage();
        await page.InvokeAsync(() => page.Find("#prompts").Change("one prompt"));
        page.WaitForAssertion(() => Assert.Contains("Items1", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        var before = page.Find(".memory-verdict").TextContent;

        await page.InvokeAsync(() => page.Find("#slots").Change("2"));
        await page.InvokeAsync(() => page.Find("#kv-type").Change("q8_0"));
        await page.InvokeAsync(() => page.Find("#gpu-layers").Change("auto"));
        Assert.NotEqual(before, page.Find(".memory-verdict").TextContent);
        Assert.Contains("kv_type=q8_0", page.Find(".memory-verdict a").GetAttribute("href"), StringComparison.Ordinal);
        await page.InvokeAsync(() => SubmitButton(page).Click());

        page.WaitForAssertion(() => Assert.Contains("/batches/batch_", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var id = Services.GetRequiredService<NavigationManager>().Uri.Split('/')[^1];
        var details = await Services.GetRequiredService<BatchQueries>().GetAsync(id, CancellationToken.None);
        Assert.Equal(new EngineChoice(Slots: 2, KvType: KvType.Q8_0, GpuLayers: GpuLayerChoice.Auto), details!.Settings.Engine);
    }

    [Fact]
    public async Task FlashAttention_BringsTheCacheBackTo16Bit_WhenItIsSwitchedOff()
    {
        var page = RenderPage();
        await page.InvokeAsync(() => page.Find("#kv-type").Change("q4_0"));

        await page.InvokeAsync(() => page.Find("#flash-attention").Change("off"));

        Assert.Equal("f16", page.Find("#kv-type").GetAttribute("value"));
        Assert.True(page.Find("#kv-type option[value=q8_0]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Context_ReachesToTheTrainedOne_AndTheAdviceIsTakenWithItsSlots()
    {
        ModelHeader.CodeGeeX4.Header().WriteSparse(ModelPath);
        var page = RenderPage();
        await page.InvokeAsync(() => page.Find("#prompts").Change("one prompt"));
        page.WaitForAssertion(() => Assert.Contains("1 slot are enough", page.Find(".context-advice").TextContent, StringComparison.Ordinal));
        Assert.Equal("131072", page.Find("#context-exact").GetAttribute("max"));
        Assert.Contains("GiB more", page.Find(".context-advice").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find(".context-advice button").Click());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".context-advice")));
        Assert.Equal("1", page.Find("#slots").GetAttribute("value"));
        Assert.True(int.Parse(page.Find("#context-exact").GetAttribute("value")!, CultureInfo.InvariantCulture) < 1_024);
    }
}
