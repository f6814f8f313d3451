using BatchGen.Batches.Schedules;
using BatchGen.Engine.Client;
using BatchGen.Web.Pages.NewBatch;
using BatchGen.Web.Pages.Schedules;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace BatchGen.Web.Tests.Pages.NewBatch;

public sealed class NewBatchPageTests : NewBatchTestBase
{
    [Fact]
    public void Submit_IsDisabled_WhenThereIsNothingToSubmit()
    {
        var page = RenderPage();

        Assert.True(SubmitButton(page).HasAttribute("disabled"));
        Assert.Contains("Nothing to submit yet", page.Find(".submit-bar").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CountsItems_WhenPromptsArePasted()
    {
        var page = RenderPage();

        await page.InvokeAsync(() => page.Find("#prompts").Change("one prompt\nanother prompt"));

        page.WaitForAssertion(() => Assert.Contains("Items2", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.False(SubmitButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Check_ListsBadLinesAndOffersTheGoodOnes_WhenSomeAreBad()
    {
        var page = RenderPage();

        await page.InvokeAsync(() => page.Find("#prompts").Change("{\"prompt\":\"good\"}\nnot json\n{\"prompt\":\"good too\"}"));

        page.WaitForAssertion(() => Assert.Contains("line 2", page.Find(".problems").TextContent, StringComparison.Ordinal));
        Assert.Contains("invalid_json", page.Find(".problems").TextContent, StringComparison.Ordinal);
        Assert.Equal("Submit the 2 good ones", SubmitButton(page).TextContent.Trim());
    }

    [Fact]
    public async Task Check_SaysWhichModelsAreNotHere_AndRunsThemWhenThatIsWanted()
    {
        var page = RenderPage();

        await page.InvokeAsync(() => page.Find("#prompts").Change(
            "{\"model\":\"gpt-4o\",\"prompt\":\"a\"}\n{\"model\":\"gpt-4o\",\"prompt\":\"b\"}\n{\"model\":\"gpt-3\",\"prompt\":\"c\"}"));

        page.WaitForAssertion(() => Assert.Equal(
            ["gpt-4o 2 lines is not here", "gpt-3 1 line is not here"],
            page.FindAll(".named-models li").Select(item => string.Join(' ', item.Children.Select(part => part.TextContent.Trim())))));
        Assert.Empty(page.FindAll(".problems"));
        Assert.True(SubmitButton(page).HasAttribute("disabled"));

        await page.InvokeAsync(() => page.Find(".named-models input").Change(true));

        page.WaitForAssertion(() => Assert.Contains("Items3", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.Contains("which one ran", page.Find(".named-models").TextContent, StringComparison.Ordinal);
        Assert.False(SubmitButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Check_AsksNothing_WhenTheInputNamesTheChosenModel()
    {
        var page = RenderPage();

        await page.InvokeAsync(() => page.Find("#prompts").Change($"{{\"model\":\"{Path.GetFileNameWithoutExtension(ModelPath)}\",\"prompt\":\"a\"}}"));

        page.WaitForAssertion(() => Assert.False(SubmitButton(page).HasAttribute("disabled")));
        Assert.Empty(page.FindAll(".named-models"));
    }

    [Fact]
    public async Task Check_SaysWhy_WhenTheModelCannotBeLoaded()
    {
        Engines.Prepare = engine => engine.LoadFailure = new EngineException("model_load_failed", "The file is cut short.");
        var page = RenderPage();

        await page.InvokeAsync(() => page.Find("#prompts").Change("a prompt"));

        page.WaitForAssertion(() => Assert.Contains("The file is cut short.", page.Find(".problems").TextContent, StringComparison.Ordinal));
        Assert.True(SubmitButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public async Task StopChecking_EndsTheCheck_AndLeavesSubmittingPossible()
    {
        var counted = new TaskCompletionSource();
        Engines.Prepare = engine => engine.BeforeCounting = counted.Task;
        var page = RenderPage();
        await page.InvokeAsync(() => page.Find("#prompts").Change("one prompt\nanother prompt"));
        page.WaitForAssertion(() => Assert.Contains("Checking", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));

        await page.InvokeAsync(() => page.FindAll(".submit-bar button").Single(button => button.TextContent == "Stop checking").Click());

        page.WaitForAssertion(() => Assert.Contains("Not checked", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.False(SubmitButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Submit_LeadsToTheBatch_WhenItIsAccepted()
    {
        var page = RenderPage();
        await page.InvokeAsync(() => page.Find("#prompts").Change("one prompt"));
        page.WaitForAssertion(() => Assert.False(SubmitButton(page).HasAttribute("disabled")));

        await page.InvokeAsync(() => SubmitButton(page).Click());

        page.WaitForAssertion(() => Assert.Contains("/batches/batch_", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Task_AsksForATargetLanguage_WhenItTranslates()
    {
        var page = RenderPage();

        await page.InvokeAsync(() => page.Find("#task").Change("Translate"));

        page.WaitForAssertion(() => Assert.NotNull(page.Find("#target")));
        Assert.Contains("Target language", page.Find("#system-prompt").GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ShowsTheFinalPromptOfAFile_WhenATaskIsChosen()
    {
        var page = RenderPage();
        page.FindComponent<InputFile>().UploadFiles(
            InputFileContent.CreateFromText("def f():\n    return 1\n", "a.py"), InputFileContent.CreateFromText("def g():\n    return 2\n", "b.py"));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".file-card").Count));

        await page.InvokeAsync(() => page.Find("#task").Change("Comment"));

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
    public async Task Schedule_LeavesATemplate_WhichCanBeStartedFrom()
    {
        var page = RenderPage();
        await page.InvokeAsync(() => page.Find("#prompts").Change("one prompt"));
        page.WaitForAssertion(() => Assert.Contains("Items1", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));

        await page.InvokeAsync(() => page.Find("#name").Change("Every night"));
        await page.InvokeAsync(() => Chip(page, "On a schedule").Click());
        await page.InvokeAsync(() => SubmitButton(page).Click());
        page.WaitForAssertion(
            () => Assert.Contains("/schedules/new?template=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        var number = Services.GetRequiredService<NavigationManager>().Uri.Split('=')[^1];
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/new?template={number}");
        var again = Render<NewBatchPage>();
        again.WaitForAssertion(() => Assert.Contains("Items1", again.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.Contains("From the template 'Every night'", again.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveTemplate_SaysSo_WhenItHasAName()
    {
        var page = RenderPage();
        await page.InvokeAsync(() => page.Find("#prompts").Change("one prompt"));
        await page.InvokeAsync(() => page.Find(".when-save input").Input("Nightly"));
        page.WaitForAssertion(() => Assert.False(page.Find(".when-save button").HasAttribute("disabled")));

        await page.InvokeAsync(() => page.Find(".when-save button").Click());

        page.WaitForAssertion(() => Assert.Contains(
            Services.GetRequiredService<ISnackbar>().ShownSnackbars, message => message.Message!.Contains("'Nightly' was saved", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Submit_KeepsItForItsTime_WhenATimeIsChosen()
    {
        var page = RenderPage();
        await page.InvokeAsync(() => page.Find("#prompts").Change("one prompt"));
        await page.InvokeAsync(() => page.Find("#name").Change("Tonight"));
        await page.InvokeAsync(() => Chip(page, "At a time").Click());
        await page.InvokeAsync(() => page.Find("#run-at").Change("2099-05-04T03:30"));
        page.WaitForAssertion(() => Assert.Equal("Submit later", SubmitButton(page).TextContent.Trim()));

        await page.InvokeAsync(() => SubmitButton(page).Click());

        page.WaitForAssertion(() => Assert.EndsWith("/schedules", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var schedule = Assert.Single(await Services.GetRequiredService<BatchSchedules>().ListAsync(ownerId: null, CancellationToken.None));
        Assert.Equal(("Tonight, 2099-05-04 03:30", "Tonight, 2099-05-04 03:30"), (schedule.Draft.Name, schedule.TemplateName));
        Assert.Equal(new DateTime(2099, 5, 4, 3, 30, 0), ScheduleZones.In(schedule.NextRunAt!.Value, schedule.Draft.TimeZone).DateTime);
    }

    [Fact]
    public async Task Webhook_IsRefusedInWords_WhenItIsNoAddress()
    {
        var page = RenderPage();
        await page.InvokeAsync(() => page.Find("#prompts").Change("one prompt"));
        await page.InvokeAsync(() => page.Find("#webhook").Input("nowhere"));
        Assert.StartsWith("whsec_", page.Find(".webhook-secret code").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.False(SubmitButton(page).HasAttribute("disabled")));

        await page.InvokeAsync(() => SubmitButton(page).Click());

        page.WaitForAssertion(() => Assert.Contains("invalid_webhook", page.Find(".problems").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Notice_NamesTheMissingFile_WhenThereIsNoModel()
    {
        File.Delete(ModelPath);

        Assert.Contains("There is no model file at", RenderPage().Markup, StringComparison.Ordinal);
    }
}
