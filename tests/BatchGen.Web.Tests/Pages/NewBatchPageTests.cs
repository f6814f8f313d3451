using System.Globalization;
using System.IO.Pipelines;
using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Schedules;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Tests.Gguf;
using BatchGen.Web.Pages.Schedules;
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
    public async Task StopUpload_DeletesWhatHasCome()
    {
        var page = RenderPage();
        var file = new EndlessFile();
        var uploading = page.InvokeAsync(() => page.FindComponent<InputFile>().Instance.OnChange.InvokeAsync(new InputFileChangeEventArgs([file])));
        page.WaitForAssertion(() => Assert.Contains("MiB of 190.7 MiB", page.Find(".file-card").TextContent, StringComparison.Ordinal));
        Assert.Single(Scratch.GetFiles());

        await page.InvokeAsync(() => page.Find(".file-card button").Click());
        await uploading;

        Assert.Empty(Scratch.GetFiles());
        page.WaitForAssertion(() => Assert.NotNull(page.Find("#prompts")));
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
    public async Task Upload_IsCheckedAndCanBeRemoved_WhenAFileIsChosen()
    {
        var page = RenderPage();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("one\ntwo\nthree", "prompts.txt"));

        page.WaitForAssertion(() => Assert.Contains("Items3", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.Contains("prompts.txt", page.Find(".file-card").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find(".file-card button").Click());
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
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("def f():\n    return 1\n", "a.py"), InputFileContent.CreateFromText("def g():\n    return 2\n", "b.py"));
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
        page.WaitForAssertion(() => Assert.Contains("/schedules/new?template=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

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

        page.WaitForAssertion(() => Assert.Contains(Services.GetRequiredService<ISnackbar>().ShownSnackbars, message => message.Message!.Contains("'Nightly' was saved", StringComparison.Ordinal)));
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

    [Fact]
    public void Notice_NamesTheMissingFile_WhenThereIsNoModel()
    {
        File.Delete(ModelPath);

        Assert.Contains("There is no model file at", RenderPage().Markup, StringComparison.Ordinal);
    }

    private DirectoryInfo Scratch => new(Path.Combine(Services.GetRequiredService<DataDirectory>().Root, "scratch"));

    /// <summary>Selects show their lists through the popover provider, as in the layout.</summary>
    private IRenderedComponent<NewBatchPage> RenderPage()
    {
        Render<MudPopoverProvider>();
        return Render<NewBatchPage>();
    }

    private static AngleSharp.Dom.IElement Chip(IRenderedComponent<NewBatchPage> page, string word) =>
        page.FindAll(".chip").Single(chip => chip.TextContent == word);

    private static AngleSharp.Dom.IElement SubmitButton(IRenderedComponent<NewBatchPage> page) => page.Find(".submit-bar .mud-button-filled");

    /// <summary>Sends half of what it claims, then keeps the reader waiting.</summary>
    private sealed class EndlessFile : IBrowserFile
    {
        public string Name => "night.jsonl";

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => 200_000_000;

        public string ContentType => "application/jsonl";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default)
        {
            var pipe = new Pipe();
            _ = pipe.Writer.WriteAsync(new byte[4 << 20], CancellationToken.None).AsTask();
            return pipe.Reader.AsStream();
        }
    }

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
