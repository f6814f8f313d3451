using BatchGen.Batches.Data;
using BatchGen.Web.Pages.BatchList;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class BatchListPageTests : PageTestBase
{
    [Fact]
    public void Render_SaysWhatABatchIs_WhenThereIsNone()
    {
        var page = Render<BatchListPage>();

        page.WaitForAssertion(() => Assert.Contains("No batches yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_OffersAllBatches_WhenNoneIsInTheFiltersState()
    {
        await SubmitAsync("Night work", "one");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/batches?state=failed");

        var page = Render<BatchListPage>();

        page.WaitForAssertion(() => Assert.Contains("None in this state", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Failed", page.Find(".chip[aria-current]").TextContent.Trim());
    }

    [Fact]
    public async Task Render_ShowsDoneAndFailed_WhenABatchEndedWithBoth()
    {
        var id = await SubmitAsync("Night work", "one", "two", "three", "four");
        await ChangeAsync(id, batch =>
        {
            batch.State = BatchState.Completed;
            batch.SucceededItems = 3;
            batch.FailedItems = 1;
            batch.StartedAt = batch.CreatedAt;
            batch.FinishedAt = batch.CreatedAt.AddSeconds(90);
        });

        var page = Render<BatchListPage>();

        page.WaitForAssertion(() => Assert.Equal("4", page.Find("[role=progressbar]").GetAttribute("aria-valuenow")));
        Assert.Equal("3 done, 1 failed of 4 items", page.Find("[role=progressbar]").GetAttribute("aria-label"));
        Assert.Contains("1 min 30 s", page.Markup, StringComparison.Ordinal);
        Assert.Equal($"/batches/{id}", page.Find(".batch-name").GetAttribute("href"));
    }

    [Fact]
    public async Task LoadMore_AppendsTheRest_WhenThereAreMoreThanAPage()
    {
        for (var i = 0; i < 51; i++)
            await SubmitAsync($"Batch {i}", "one");
        var page = Render<BatchListPage>();
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll(".batch-name").Count));

        await page.InvokeAsync(() => page.Find(".more button").Click());

        page.WaitForAssertion(() => Assert.Equal(51, page.FindAll(".batch-name").Count));
        Assert.Empty(page.FindAll(".more"));
    }
}
