using BatchGen.Engine.Client;
using BatchGen.Web.Pages.NewBatch;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace BatchGen.Web.Tests.Pages;

public sealed class NewBatchPageTests : PageTestBase
{
    [Fact]
    public void Submit_IsDisabled_WhenThereIsNothingToSubmit()
    {
        var page = RenderPage();

        Assert.True(SubmitButton(page).HasAttribute("disabled"));
        Assert.Contains("Nothing to submit yet", page.Find(".submit-bar").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_CountsItems_WhenPromptsArePasted()
    {
        var page = RenderPage();

        page.Find("#prompts").Change("one prompt\nanother prompt");

        page.WaitForAssertion(() => Assert.Contains("Items2", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.False(SubmitButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public void Check_ListsBadLinesAndOffersTheGoodOnes_WhenSomeAreBad()
    {
        var page = RenderPage();

        page.Find("#prompts").Change("{\"prompt\":\"good\"}\nnot json\n{\"prompt\":\"good too\"}");

        page.WaitForAssertion(() => Assert.Contains("line 2", page.Find(".problems").TextContent, StringComparison.Ordinal));
        Assert.Contains("invalid_json", page.Find(".problems").TextContent, StringComparison.Ordinal);
        Assert.Equal("Submit the 2 good ones", SubmitButton(page).TextContent.Trim());
    }

    [Fact]
    public void Check_SaysWhy_WhenTheModelCannotBeLoaded()
    {
        Engines.Prepare = engine => engine.LoadFailure = new EngineException("model_load_failed", "The file is cut short.");
        var page = RenderPage();

        page.Find("#prompts").Change("a prompt");

        page.WaitForAssertion(() => Assert.Contains("The file is cut short.", page.Find(".problems").TextContent, StringComparison.Ordinal));
        Assert.True(SubmitButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public void Submit_LeadsToTheBatch_WhenItIsAccepted()
    {
        var page = RenderPage();
        page.Find("#prompts").Change("one prompt");
        page.WaitForAssertion(() => Assert.False(SubmitButton(page).HasAttribute("disabled")));

        SubmitButton(page).Click();

        page.WaitForAssertion(() => Assert.Contains("/batches/batch_", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Upload_IsCheckedAndCanBeRemoved_WhenAFileIsChosen()
    {
        var page = RenderPage();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("one\ntwo\nthree", "prompts.txt"));

        page.WaitForAssertion(() => Assert.Contains("Items3", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.Contains("prompts.txt", page.Find(".file-card").TextContent, StringComparison.Ordinal);

        page.Find(".file-card button").Click();
        page.WaitForAssertion(() => Assert.NotNull(page.Find("#prompts")));
    }

    [Fact]
    public void Upload_IsRefusedInWords_WhenTheFileIsTooLarge()
    {
        var page = RenderPage();

        page.InvokeAsync(() => page.FindComponent<InputFile>().Instance.OnChange.InvokeAsync(new InputFileChangeEventArgs([new HugeFile()])));

        page.WaitForAssertion(() => Assert.Contains("night.jsonl has 286.1 MiB", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Task_AsksForATargetLanguage_WhenItTranslates()
    {
        var page = RenderPage();

        page.Find("#task").Change("Translate");

        page.WaitForAssertion(() => Assert.NotNull(page.Find("#target")));
        Assert.Contains("Target language", page.Find("#system-prompt").GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ShowsTheFinalPromptOfAFile_WhenATaskIsChosen()
    {
        var page = RenderPage();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("def f():\n    return 1\n", "a.py"), InputFileContent.CreateFromText("def g():\n    return 2\n", "b.py"));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".file-card").Count));

        page.Find("#task").Change("Comment");

        page.WaitForAssertion(() => Assert.Contains("Items2", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.Contains("def f():", page.Find(".previews").TextContent, StringComparison.Ordinal);
        Assert.Contains("not known yet", page.Find(".submit-bar").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_TakesTheItemsOfAnotherBatch_WhenItIsCloned()
    {
        var id = await SubmitAsync("Night work", "first prompt", "second prompt");
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/new?from={id}");

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Contains("Items2", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.Contains("2 items of 'Night work'", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveTemplate_CanBeStartedFrom_WhenItHasAName()
    {
        var page = RenderPage();
        page.Find("#prompts").Change("one prompt");
        page.WaitForAssertion(() => Assert.Contains("Items1", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));

        page.Find(".when-save input").Input("Every night");
        page.WaitForAssertion(() => Assert.False(page.FindAll(".when-save button")[1].HasAttribute("disabled")));
        page.FindAll(".when-save button")[1].Click();
        page.WaitForAssertion(() => Assert.Contains("/schedules/new?template=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        var number = Services.GetRequiredService<NavigationManager>().Uri.Split('=')[^1];
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/new?template={number}");
        var again = Render<NewBatchPage>();
        again.WaitForAssertion(() => Assert.Contains("Items1", again.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.Contains("From the template 'Every night'", again.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_NamesTheMissingFile_WhenThereIsNoModel()
    {
        File.Delete(ModelPath);

        Assert.Contains("There is no model file at", RenderPage().Markup, StringComparison.Ordinal);
    }

    /// <summary>Selects show their lists through the popover provider, as in the layout.</summary>
    private IRenderedComponent<NewBatchPage> RenderPage()
    {
        Render<MudPopoverProvider>();
        return Render<NewBatchPage>();
    }

    private static AngleSharp.Dom.IElement SubmitButton(IRenderedComponent<NewBatchPage> page) => page.Find(".submit-bar button");

    /// <summary>Claims a size without having it.</summary>
    private sealed class HugeFile : IBrowserFile
    {
        public string Name => "night.jsonl";

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => 300_000_000;

        public string ContentType => "application/jsonl";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) => throw new IOException("It must not be read.");
    }
}
