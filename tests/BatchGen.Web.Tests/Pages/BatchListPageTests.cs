using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Quotas;
using BatchGen.Testing;
using BatchGen.Web.Access;
using BatchGen.Web.Pages.BatchList;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
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
        Assert.Equal($"batches/{id}", page.Find(".batch-name").GetAttribute("href"));
    }

    [Fact]
    public async Task Render_SaysWhatIsStillRemoved_AndThenNoMore_WhenABatchWasDeleted()
    {
        var id = await SubmitAsync("Night work", "one", "two");
        await ChangeAsync(id, batch => batch.State = BatchState.Deleting);

        var page = Render<BatchListPage>();

        page.WaitForAssertion(
            () => Assert.Equal("1 batch deleted; 2 items still to be removed in the background.", page.Find("[role=status]").TextContent.Trim()));
        Assert.DoesNotContain("Night work", page.Markup, StringComparison.Ordinal);
        await RemoveDeletedAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=status]")), Patience.Ceiling);
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

    [Fact]
    public async Task Delete_WantsTheNumber_AndLeavesWhatStillRuns()
    {
        var done = await SubmitAsync("Done work", "one");
        var running = await SubmitAsync("Running work", "one");
        await ChangeAsync(done, batch => batch.State = BatchState.Completed);
        var page = Render<BatchListPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".pick").Count));

        foreach (var name in new[] { "Done work", "Running work" })
            await page.InvokeAsync(() => page.Find($".pick[aria-label='{name}']").Change(true));
        await page.InvokeAsync(() => Button(page, "Delete").Click());
        Assert.True(Button(page, "Confirm").HasAttribute("disabled"));
        await page.InvokeAsync(() => page.Find("#bulk-number").Input("2"));
        await page.InvokeAsync(() => Button(page, "Confirm").Click());

        page.WaitForAssertion(() => Assert.Equal($"batches/{running}", Assert.Single(page.FindAll(".batch-name")).GetAttribute("href")));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".bulk")));
        Assert.Null(await Services.GetRequiredService<BatchQueries>().GetAsync(done, CancellationToken.None));
    }

    [Fact]
    public async Task Stop_EndsABulkAction_AndKeepsWhatItDid()
    {
        var ids = new List<string>();
        for (var number = 0; number < 40; number++)
            ids.Add(await SubmitAsync($"Night {number}", "one"));
        var bar = Render<BulkBar>(parameters => parameters.Add(bulk => bulk.Selection, ids));
        await bar.InvokeAsync(() => bar.FindAll("button").Single(button => button.TextContent == "Cancel").Click());
        await bar.InvokeAsync(() => bar.Find("#bulk-number").Input("40"));
        // The first change waits for this transaction: the bar then stands at none done.
        await using var db = await Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        await using (await db.Database.BeginTransactionAsync())
        {
            await bar.InvokeAsync(() => bar.FindAll("button").Single(button => button.TextContent == "Confirm").Click());
            bar.WaitForAssertion(() => Assert.Contains("0 of 40", bar.Find("[role=status]").TextContent, StringComparison.Ordinal));
            await bar.InvokeAsync(() => bar.FindAll("button").Single(button => button.TextContent == "Stop").Click());
        }

        bar.WaitForAssertion(() => Assert.Empty(bar.FindAll("[role=status]")));
        var queries = Services.GetRequiredService<BatchQueries>();
        Assert.Equal(BatchState.Cancelling, (await queries.GetAsync(ids[0], CancellationToken.None))!.Summary.State);
        Assert.Equal(BatchState.Queued, (await queries.GetAsync(ids[1], CancellationToken.None))!.Summary.State);
    }

    [Fact]
    public async Task Label_IsGivenToEverySelectedBatch_AndTakenAway()
    {
        await SubmitAsync("Night work", "one");
        await SubmitAsync("Day work", "one");
        var page = Render<BatchListPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".pick").Count));

        await LabelAsync(page, "billing", "Add");
        page.WaitForAssertion(() => Assert.Equal(["billing", "billing"], page.FindAll(".label").Select(label => label.TextContent)));

        await LabelAsync(page, "billing", "Take away");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".label")));
    }

    [Fact]
    public async Task Owners_AreAFilterAndAGroup_ForWhoSeesEverybodys()
    {
        var ada = await InviteAsync("ada", Role.Submitter);
        await SubmitAsync(new Submitter(ada.Id, ApiKeyId: null), "Ada's work", "one");
        await SubmitAsync("Nobody's work", "one");
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/batches?owner={ada.Id}");

        var page = Render<BatchListPage>();
        page.WaitForAssertion(() => Assert.Equal("Ada's work", Assert.Single(page.FindAll(".batch-name")).TextContent));
        Assert.Contains("ada", page.Find(".batch-facts").TextContent, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo("/batches?group=owner");
        var groups = Render<BatchListPage>();
        groups.WaitForAssertion(() => Assert.Equal("ada", Assert.Single(groups.FindAll("section h2")).TextContent));
    }

    [Fact]
    public async Task Owners_AreNotOffered_ToASubmitter_WhateverTheAddressSays()
    {
        var ada = await InviteAsync("ada", Role.Submitter);
        var bob = await InviteAsync("bob", Role.Submitter);
        await SubmitAsync(new Submitter(bob.Id, ApiKeyId: null), "Not yours", "one");
        SignInAs(ada);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/batches?owner={bob.Id}");

        var page = Render<BatchListPage>();

        page.WaitForAssertion(() => Assert.Contains("None in this state", page.Markup, StringComparison.Ordinal));
        Assert.Equal(2, page.FindAll(".list-choice").Count);
    }

    [Fact]
    public async Task Search_FindsByALabelOrTheBeginningOfAWord()
    {
        await SubmitAsync("Nightly refactoring", "one");
        await SubmitAsync("Comments", "one");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/batches?q=refac");

        var page = Render<BatchListPage>();

        page.WaitForAssertion(() => Assert.Equal("Nightly refactoring", Assert.Single(page.FindAll(".batch-name")).TextContent));
        Assert.Contains("Search: refac", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_SayWhatLabelsAreFor_WhenThereIsNone()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/batches?group=label");

        var page = Render<BatchListPage>();

        page.WaitForAssertion(() => Assert.Contains("No groups yet", page.Markup, StringComparison.Ordinal));
    }

    private static async Task LabelAsync(IRenderedComponent<BatchListPage> page, string label, string action)
    {
        foreach (var name in new[] { "Night work", "Day work" })
            await page.InvokeAsync(() => page.Find($".pick[aria-label='{name}']").Change(true));
        await page.InvokeAsync(() => Button(page, "Labels").Click());
        await page.InvokeAsync(() => page.Find("#bulk-label").Input(label));
        await page.InvokeAsync(() => Button(page, action).Click());
    }

    private async Task<User> InviteAsync(string name, Role role)
    {
        var accounts = Services.GetRequiredService<Accounts>();
        var made = Assert.IsType<AccountDone>(await accounts.CreateAsync(name, role, "admin", CancellationToken.None));
        return (await accounts.FindAsync(made.UserId, CancellationToken.None))!;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<BatchListPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private async Task RemoveDeletedAsync()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        await db.Batches.IgnoreQueryFilters().ExecuteDeleteAsync();
    }
}
