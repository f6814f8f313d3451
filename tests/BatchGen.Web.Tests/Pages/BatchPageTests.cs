using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Web.Pages.BatchView;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class BatchPageTests : PageTestBase
{
    [Fact]
    public void Render_SaysSo_WhenThereIsNoSuchBatch()
    {
        var page = RenderBatch("batch_gone");

        page.WaitForAssertion(() => Assert.Contains("There is no such batch", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_KeepsTheRoom_WhenPrerendered()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Assert.NotEmpty(RenderBatch("batch_any").FindAll(".bone"));
    }

    [Fact]
    public async Task Render_OffersToCancel_WhileItIsActive()
    {
        var page = RenderBatch(await SubmitAsync("Night work", "one", "two"));

        page.WaitForAssertion(() => Assert.Contains("Queued", page.Find(".batch-header").TextContent, StringComparison.Ordinal));
        Assert.Equal(["Pause", "Cancel"], Buttons(page));
    }

    [Fact]
    public async Task Render_FollowsTheBatch_WhenItIsCancelledElsewhere()
    {
        var id = await SubmitAsync("Night work", "one", "two");
        var page = RenderBatch(id);
        page.WaitForAssertion(() => Assert.Contains("0 of 2 items", page.Find(".batch-header").TextContent, StringComparison.Ordinal));

        await Services.GetRequiredService<BatchControl>().CancelAsync(id, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Contains("2 cancelled", page.Find(".batch-header").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_SaysWhatItsLinesCallTheModel_WhereThatIsNotItsName()
    {
        var named = RenderBatch(await SubmitAsync("Named", "{\"model\":\"gpt-4o\",\"prompt\":\"one\"}", "{\"model\":\"gpt-3\",\"prompt\":\"two\"}"));
        var plain = RenderBatch(await SubmitAsync("Plain", "{\"prompt\":\"one\"}"));

        named.WaitForAssertion(() => Assert.Contains("asked for as gpt-3 and 1 more", named.Find(".batch-header").TextContent, StringComparison.Ordinal));
        plain.WaitForAssertion(() => Assert.Contains("0 of 1 item", plain.Find(".batch-header").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("asked for as", plain.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_AreAddedAndTakenOff_OneByOne()
    {
        var page = RenderBatch(await SubmitAsync("Night work", "one"));
        page.WaitForElement(".batch-labels input");

        await page.InvokeAsync(() => page.Find(".batch-labels input").Input("refactoring"));
        await page.InvokeAsync(() => page.Find(".batch-labels form").Submit());
        page.WaitForAssertion(() => Assert.Equal("batches?label=refactoring", page.Find(".batch-label a").GetAttribute("href")));

        await page.InvokeAsync(() => page.Find(".batch-label button").Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".batch-label")));
    }

    [Fact]
    public async Task Render_OffersResultsAndRetry_WhenSomeItemsFailed()
    {
        var page = RenderBatch(await EndedAsync());

        page.WaitForAssertion(() => Assert.Equal(["Retry failed", "Results"], Buttons(page)));
        Assert.Contains("Partly done", page.Find(".batch-header").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item_ShowsPromptAnswerAndTimings_WhenItIsDone()
    {
        var page = RenderBatch(await EndedAsync(), "item=1");

        page.WaitForAssertion(() => Assert.Contains("The answer.", page.Find(".item-panel").TextContent, StringComparison.Ordinal));
        Assert.Contains("first prompt", page.Find(".item-panel").TextContent, StringComparison.Ordinal);
        Assert.Contains("250 ms answer", page.Find(".item-panel").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item_ShowsCodeAndRemedy_WhenItFailed()
    {
        var page = RenderBatch(await EndedAsync(), "item=2");

        page.WaitForAssertion(() => Assert.Contains("The prompt is too long.", page.Find(".item-panel").TextContent, StringComparison.Ordinal));
        Assert.Contains("context_length_exceeded", page.Find(".item-panel").TextContent, StringComparison.Ordinal);
        Assert.Contains("Raise the context limit", page.Find(".item-panel").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item_SaysSo_WhenThereIsNoneOfThatNumber()
    {
        var page = RenderBatch(await EndedAsync(), "item=99");

        page.WaitForAssertion(() => Assert.Contains("has no item 99", page.Find(".item-panel").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tab=settings", "reproducible")]
    [InlineData("tab=downloads", "Files (ZIP)")]
    [InlineData("tab=timeline", "First item went to the engine")]
    public async Task Tab_IsPartOfTheAddress(string query, string expected)
    {
        var page = RenderBatch(await EndedAsync(), query);

        page.WaitForAssertion(() => Assert.Contains(expected, page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Downloads_LinkBothFiles_WhenBothAreThere()
    {
        var id = await EndedAsync();
        await ChangeAsync(id, batch =>
        {
            batch.OutputFile = "output.jsonl";
            batch.ErrorFile = "errors.jsonl";
        });

        var page = RenderBatch(id, "tab=downloads");

        page.WaitForAssertion(() => Assert.Equal(
            [
                $"batches/{id}/export?format=zip", $"batches/{id}/export?format=markdown", $"batches/{id}/export?format=csv-spreadsheet", $"batches/{id}/export?format=csv", $"batches/{id}/export?format=jsonl",
                $"batches/{id}/files/output", $"batches/{id}/files/errors",
            ],
            page.FindAll(".files a").Select(link => link.GetAttribute("href"))));
    }

    [Fact]
    public async Task Downloads_SayNotYet_WhileNothingHasEnded()
    {
        var page = RenderBatch(await SubmitAsync("Night work", "one"), "tab=downloads");

        page.WaitForAssertion(() => Assert.Contains("Not yet", page.Find(".empty").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pause_OffersToResume_AndResumeToPauseAgain()
    {
        var page = RenderBatch(await SubmitAsync("Night work", "one", "two"));
        page.WaitForAssertion(() => Assert.Equal(["Pause", "Cancel"], Buttons(page)));

        await page.InvokeAsync(() => page.Find(".page-actions .mud-button").Click());
        page.WaitForAssertion(() => Assert.Equal(["Resume", "Cancel"], Buttons(page)));
        Assert.Contains("Paused", page.Find(".batch-header").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find(".page-actions .mud-button").Click());
        page.WaitForAssertion(() => Assert.Equal(["Pause", "Cancel"], Buttons(page)));
    }

    [Fact]
    public async Task Item_NamesWhatIsWrongWithItsAnswer_WhenItIsFlagged()
    {
        var id = await EndedAsync();
        await ChangeAsync(id, batch =>
        {
            batch.TruncatedItems = batch.FlaggedItems = 1;
            batch.Items[0].Flags = QualityFlags.Truncated;
            batch.Items[0].IsCodeUnchanged = true;
        });

        var page = RenderBatch(id, "item=1");

        page.WaitForAssertion(() => Assert.Contains("The token limit ended the answer.", page.Find(".item-panel").TextContent, StringComparison.Ordinal));
        Assert.Contains("code unchanged", page.Find(".item-panel").TextContent, StringComparison.Ordinal);
        Assert.Contains("cut off 1", page.Find(".chip-flag").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_SpeaksChinese_WhenTheReaderDoes()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        var page = RenderBatch(await EndedAsync(), "item=2");

        page.WaitForAssertion(() => Assert.Contains("提高上下文上限", page.Find(".item-panel").TextContent, StringComparison.Ordinal));
        Assert.Contains("部分完成", page.Find(".batch-header").TextContent, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Buttons(IRenderedComponent<BatchPage> page) =>
        page.FindAll(".page-actions .mud-button").Select(button => button.TextContent.Trim());

    private IRenderedComponent<BatchPage> RenderBatch(string id, string? query = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/batches/{id}{(query is null ? "" : $"?{query}")}");
        return Render<BatchPage>(parameters => parameters.Add(page => page.Id, id));
    }

    /// <summary>Ended in another process, as after a restart: the feed of this one no longer has it.</summary>
    private async Task<string> EndedAsync()
    {
        var id = await SubmitAsync("Night work", "first prompt", "second prompt");
        await Services.GetRequiredService<BatchControl>().CancelAsync(id, CancellationToken.None);
        await ChangeAsync(id, batch =>
        {
            batch.State = BatchState.Completed;
            batch.CancelledItems = 0;
            batch.SucceededItems = 1;
            batch.FailedItems = 1;
            batch.StartedAt = batch.CreatedAt;
            batch.FinishedAt = batch.CreatedAt.AddSeconds(2);
            batch.Items[0].State = ItemState.Succeeded;
            batch.Items[0].Result = new ItemResult { Text = "The answer.", DecodeMs = 250 };
            batch.Items[1].State = ItemState.Failed;
            batch.Items[1].ErrorCode = "context_length_exceeded";
            batch.Items[1].ErrorMessage = "The prompt is too long.";
        });
        return id;
    }
}
