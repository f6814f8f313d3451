using BatchGen.Testing.Models;
using BatchGen.Web.Pages.Models;
using Bunit;
using MudBlazor;

namespace BatchGen.Web.Tests.Pages;

public sealed class ModelsPageTests : PageTestBase
{
    [Fact]
    public void Render_SaysWhatEachModelIs_AndWhatIsWrongWithABrokenOne()
    {
        File.Copy(RandomModel.PathOf(new RandomModelShape()), Path.Combine(Path.GetDirectoryName(ModelPath)!, "good.gguf"));

        var page = Render<ModelsPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".models tbody tr").Count));
        var good = page.FindAll(".models tbody tr").Single(row => row.TextContent.Contains("good", StringComparison.Ordinal)).TextContent;
        Assert.Contains("chatglm", good, StringComparison.Ordinal);
        Assert.Contains("Fits", good, StringComparison.Ordinal);
        Assert.Contains("does not start with", page.Find(".models tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_AddsTheModelToTheTable_UntilItIsTakenOff()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Render<ModelsPage>();
        page.WaitForElement(".models");

        await RegisterAsync(page, RandomModel.PathOf(new RandomModelShape()));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".models tbody tr").Count));

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Contains("Take off", StringComparison.Ordinal)).Click());
        dialogs.WaitForAssertion(() => Assert.Contains("its file stays where it is", dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal(2, page.FindAll(".models tbody tr").Count);
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Take it off").Click());
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".models tbody tr")));
    }

    [Fact]
    public async Task Register_SaysWhyNot_WhenThereIsNoSuchFile()
    {
        var page = Render<ModelsPage>();
        page.WaitForElement(".models");

        await RegisterAsync(page, "/models/absent.gguf");

        page.WaitForAssertion(() => Assert.Contains("model_not_found", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alias_IsSavedRefusedAndRemoved_WhereTheModelsAre()
    {
        File.Copy(RandomModel.PathOf(new RandomModelShape()), Path.Combine(Path.GetDirectoryName(ModelPath)!, "good.gguf"));
        var page = Render<ModelsPage>();
        page.WaitForElement(".alias-new");
        Assert.Contains("Any other name is refused.", page.Markup, StringComparison.Ordinal);

        await SaveAliasAsync(page, "gpt-4o-mini", "good");
        page.WaitForAssertion(() => Assert.Contains("good", page.Find(".aliases li").TextContent, StringComparison.Ordinal));

        await SaveAliasAsync(page, "good", "good");
        page.WaitForAssertion(() => Assert.Contains("alias_names_model", page.Markup, StringComparison.Ordinal));
        Assert.Single(page.FindAll(".aliases li"));

        await page.InvokeAsync(() => page.Find(".aliases button").Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".aliases li")));
    }

    [Fact]
    public async Task Alias_ForAnyOtherName_IsOneChoice()
    {
        File.Copy(RandomModel.PathOf(new RandomModelShape()), Path.Combine(Path.GetDirectoryName(ModelPath)!, "good.gguf"));
        var page = Render<ModelsPage>();
        page.WaitForElement(".alias-new");

        await page.InvokeAsync(() => page.Find("#alias-kind").Change("any-other"));
        await page.InvokeAsync(() => page.Find("#alias-target").Change("good"));
        await page.InvokeAsync(() => page.Find(".alias-new").Submit());

        page.WaitForAssertion(() => Assert.Contains("Any other name", page.Find(".aliases li").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Any other name is refused.", page.Markup, StringComparison.Ordinal);
    }

    private static async Task SaveAliasAsync(IRenderedComponent<ModelsPage> page, string name, string target)
    {
        await page.InvokeAsync(() => page.Find("#alias-name").Input(name));
        await page.InvokeAsync(() => page.Find("#alias-target").Change(target));
        await page.InvokeAsync(() => page.Find(".alias-new").Submit());
    }

    private static async Task RegisterAsync(IRenderedComponent<ModelsPage> page, string path)
    {
        await page.InvokeAsync(() => page.Find("[aria-label='Register a model'] input").Input(path));
        await page.InvokeAsync(() => page.Find("[aria-label='Register a model'] button").Click());
    }
}
