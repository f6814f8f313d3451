using System.Text;
using AngleSharp.Dom;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Code.Tasks;
using BatchGen.Web.Access;
using BatchGen.Web.Pages.BatchList;
using BatchGen.Web.Pages.Templates;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace BatchGen.Web.Tests.Pages;

public sealed class TemplatesPageTests : PageTestBase
{
    private static readonly Author Nobody = new("Ada", UserId: null);

    [Fact]
    public void Render_SaysWhatATemplateIs_WhenThereIsNone()
    {
        var page = Render<TemplatesPage>();

        page.WaitForAssertion(() => Assert.Contains("No templates yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ShowsBones_WhenPrerendered()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Assert.NotEmpty(Render<TemplatesPage>().FindAll(".bone"));
    }

    [Fact]
    public async Task Render_SaysWhatItHolds_WhoseItIsAndWhatSubmitsIt()
    {
        var id = await SaveAsync("Night", Nobody);
        var schedule = await ScheduleAsync(id, "Every night");

        var page = Render<TemplatesPage>();

        page.WaitForElement("tbody tr");
        var row = page.Find("tbody tr").TextContent;
        Assert.All(["Night", "7 B", "some-model.gguf", "nightly", "Review", "Ada", "never"], word => Assert.Contains(word, row, StringComparison.Ordinal));
        Assert.Equal($"schedules/{schedule}", page.Find(".template-uses a").GetAttribute("href"));
        Assert.Equal($"new?template={id}", page.Find(".template-name").GetAttribute("href"));
    }

    [Fact]
    public async Task Render_Follows_WhatOthersDoWhileThePageIsOpen()
    {
        var templates = Services.GetRequiredService<BatchTemplates>();
        var page = Render<TemplatesPage>();
        page.WaitForAssertion(() => Assert.Contains("No templates yet", page.Markup, StringComparison.Ordinal));

        var id = await SaveAsync("Night", Nobody);
        page.WaitForAssertion(() => Assert.Equal("Night", page.Find(".template-name").TextContent));

        await templates.RenameAsync(id, "Day", Nobody, CancellationToken.None);
        page.WaitForAssertion(() => Assert.Equal("Day", page.Find(".template-name").TextContent));

        await templates.DeleteAsync(id, CancellationToken.None);
        page.WaitForAssertion(() => Assert.Contains("No templates yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_ShowsWhatTheAddressAsksFor_AndOffersAll()
    {
        await SaveAsync("Night", Nobody);
        await SaveAsync("Day", Nobody);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/templates?q=nig");

        var page = Render<TemplatesPage>();
        page.WaitForAssertion(() => Assert.Equal("Night", Assert.Single(page.FindAll(".template-name")).TextContent));

        await page.InvokeAsync(() => page.Find("input[type=search]").Change("moon"));
        page.WaitForAssertion(() => Assert.Contains("No name holds 'moon'", page.Markup, StringComparison.Ordinal));
        Assert.EndsWith("/templates?q=moon", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BatchList_LeadsToTemplates_WhenTheSearchNamesOne()
    {
        await SaveAsync("Night work", Nobody);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/batches?q=night");

        var page = Render<BatchListPage>();

        page.WaitForAssertion(() => Assert.Equal("templates?q=night", page.Find("p a").GetAttribute("href")));
    }

    [Fact]
    public async Task Rename_GivesItTheTypedName()
    {
        await SaveAsync("Night", Nobody);
        var page = await RenderAsync();

        await ChooseAsync(page, "Rename");
        page.WaitForElement(".rename input");
        await page.InvokeAsync(() => page.Find(".rename input").Input("Weekly"));
        await page.InvokeAsync(() => page.Find("form.rename").Submit());

        page.WaitForAssertion(() => Assert.Equal("Weekly", page.Find(".template-name").TextContent));
    }

    [Fact]
    public async Task Duplicate_AddsACopy()
    {
        await SaveAsync("Night", Nobody);
        var page = await RenderAsync();

        await ChooseAsync(page, "Duplicate");

        page.WaitForAssertion(() => Assert.Equal(["Night", "Night (2)"], page.FindAll(".template-name").Select(name => name.TextContent)));
    }

    [Fact]
    public async Task Delete_AsksFirst_ThenDeletes()
    {
        await SaveAsync("Night", Nobody);
        var page = await RenderAsync();
        var dialogs = Render<MudDialogProvider>();

        await ChooseAsync(page, "Delete");
        dialogs.WaitForAssertion(() => Assert.Contains("No schedule uses it", dialogs.Markup, StringComparison.Ordinal));
        Assert.Single(page.FindAll("tbody tr"));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Delete the template").Click());

        page.WaitForAssertion(() => Assert.Contains("No templates yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delete_SaysWhichSchedulesSubmitIt_AndDoesNothing()
    {
        await ScheduleAsync(await SaveAsync("Night", Nobody), "Every night");
        var page = await RenderAsync();
        var dialogs = Render<MudDialogProvider>();

        await ChooseAsync(page, "Delete");

        dialogs.WaitForAssertion(() => Assert.Contains("is submitted by: Every night", dialogs.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Delete the template", dialogs.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public async Task Render_ShowsASubmitterTheirOwnOnly_AndAViewerNothingToDo()
    {
        var ada = await InviteAsync("ada", Role.Submitter);
        await SaveAsync("Not yours", Nobody);
        await SaveAsync("Mine", new Author("ada", ada.Id));
        SignInAs(ada);
        var own = Render<TemplatesPage>();
        own.WaitForAssertion(() => Assert.Equal("Mine", Assert.Single(own.FindAll(".template-name")).TextContent));

        SignInAs(await InviteAsync("vera", Role.Viewer));
        var all = Render<TemplatesPage>();

        all.WaitForAssertion(() => Assert.Equal(2, all.FindAll("tbody tr").Count));
        Assert.Empty(all.FindAll("a.template-name, tbody button"));
    }

    private async Task<IRenderedComponent<TemplatesPage>> RenderAsync()
    {
        _popovers = Render<MudPopoverProvider>();
        var page = Render<TemplatesPage>();
        page.WaitForElement("tbody button");
        await page.InvokeAsync(() => page.Find("tbody button").Click());
        return page;
    }

    private IRenderedComponent<MudPopoverProvider>? _popovers;

    /// <summary>From the menu that <see cref="RenderAsync"/> opened.</summary>
    private Task ChooseAsync(IRenderedComponent<TemplatesPage> page, string word)
    {
        IElement? Item() => _popovers!.FindAll(".mud-menu-item").SingleOrDefault(item => item.TextContent.Trim() == word);
        _popovers!.WaitForAssertion(() => Assert.NotNull(Item()));
        return page.InvokeAsync(() => Item()!.Click());
    }

    private async Task<User> InviteAsync(string name, Role role)
    {
        var accounts = Services.GetRequiredService<Accounts>();
        var made = Assert.IsType<AccountDone>(await accounts.CreateAsync(name, role, "admin", CancellationToken.None));
        return (await accounts.FindAsync(made.UserId, CancellationToken.None))!;
    }

    private async Task<long> SaveAsync(string name, Author author)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("one\ntwo"));
        var settings = new SubmissionRequest
        {
            ModelPath = ModelPath, Input = Stream.Null, Format = InputFormat.Text, Labels = ["nightly"], Task = TaskSetting.Of(TaskKind.Review),
        };
        return Assert.IsType<TemplateSaved>(
            await Services.GetRequiredService<BatchTemplates>().SaveAsync(new TemplateDraft(name, settings, input), author, CancellationToken.None)).Id;
    }

    private async Task<long> ScheduleAsync(long template, string name) => Assert.IsType<ScheduleSaved>(
        await Services.GetRequiredService<BatchSchedules>().SaveAsync(
            null, new ScheduleDraft(name, template, "0 2 * * *", null, "UTC"), Nobody, CancellationToken.None)).Id;
}
