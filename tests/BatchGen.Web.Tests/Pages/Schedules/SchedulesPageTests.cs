using System.Globalization;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;
using BatchGen.Web.Pages.Schedules;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages.Schedules;

public sealed class SchedulesPageTests : PageTestBase
{
    private static readonly Author Ada = new("Ada", UserId: null);

    [Fact]
    public void Render_SaysWhatAScheduleIs_WhenThereIsNone()
    {
        var page = Render<SchedulesPage>();

        page.WaitForAssertion(() => Assert.Contains("No schedules yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ShowsBones_WhenPrerendered()
    {
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Static", isInteractive: false));

        Assert.NotEmpty(Render<SchedulesPage>().FindAll(".bone"));
    }

    [Theory]
    [InlineData("en", "At 02:00 on weekdays")]
    [InlineData("zh-CN", "工作日 02:00")]
    public async Task Render_SaysWhenInWords_WhenThereIsASchedule(string language, string words)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await SaveAsync("Night", "0 2 * * 1-5");

        var page = Render<SchedulesPage>();

        page.WaitForAssertion(() => Assert.Contains(words, page.Find("tbody tr").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunNow_SubmitsTheTemplate()
    {
        var id = await SaveAsync("Night", "0 2 * * *");
        var page = Render<SchedulesPage>();
        page.WaitForElement("tbody button");

        await page.InvokeAsync(() => page.Find("tbody button").Click());

        page.WaitForAssertion(() => Assert.Contains("Queued", page.Find("tbody").TextContent, StringComparison.Ordinal));
        var listed = await Services.GetRequiredService<BatchQueries>().ListAsync(new BatchFilter(ScheduleId: id), null, 10, CancellationToken.None);
        Assert.Single(listed.Batches);
    }

    [Fact]
    public async Task Switch_TurnsItOff()
    {
        var id = await SaveAsync("Night", "0 2 * * *");
        var page = Render<SchedulesPage>();
        page.WaitForElement(".switch");

        await page.InvokeAsync(() => page.Find(".switch").Change(false));

        page.WaitForAssertion(() => Assert.Contains("off", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Null((await Services.GetRequiredService<BatchSchedules>().GetAsync(id, CancellationToken.None))!.NextRunAt);
    }

    [Fact]
    public async Task Editor_ShowsTheNextRunsAndTheProblem_WhileItIsEdited()
    {
        var id = await SaveAsync("Night", "0 2 29 2 1");
        var page = Render<ScheduleEditor>(parameters => parameters.Add(editor => editor.Id, id));
        page.WaitForElement("#schedule-cron");

        await page.InvokeAsync(() => page.Find("#schedule-cron").Input("0 2 * * 1-5"));
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".next li").Count));
        await page.InvokeAsync(() => page.Find("#schedule-cron").Input("0 2 * *"));

        page.WaitForAssertion(() => Assert.Contains("no cron expression", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".next li"));
    }

    [Fact]
    public void Editor_SaysSo_WhenThereIsNoSuchSchedule()
    {
        var page = Render<ScheduleEditor>(parameters => parameters.Add(editor => editor.Id, 99L));

        page.WaitForAssertion(() => Assert.Contains("There is no such schedule", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_ShowsASubmitterTheirOwnOnly_AndNoFolderToWatch()
    {
        var others = await SaveAsync("Not yours", "0 2 * * *");
        var ada = await InviteAsync("ada", Role.Submitter);
        var own = await SaveAsync("Mine", "0 2 * * *", new Author("ada", ada.Id));
        SignInAs(ada);

        var page = Render<SchedulesPage>();
        var foreign = Render<ScheduleEditor>(parameters => parameters.Add(editor => editor.Id, others));
        var editor = Render<ScheduleEditor>(parameters => parameters.Add(editor => editor.Id, own));

        page.WaitForAssertion(() => Assert.Contains("Mine", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Not yours", page.Markup, StringComparison.Ordinal);
        foreign.WaitForAssertion(() => Assert.Contains("There is no such schedule", foreign.Markup, StringComparison.Ordinal));
        editor.WaitForElement("#schedule-name");
        Assert.DoesNotContain("Watched folder", editor.Markup, StringComparison.Ordinal);
        Assert.Equal(2, editor.FindAll("#schedule-template option").Count);
    }

    [Fact]
    public async Task Dispose_EndsTheSubscriptions()
    {
        var id = await SaveAsync("Night", "0 2 * * *");
        var page = Render<SchedulesPage>();
        var history = Render<RunHistory>(parameters => parameters.Add(runs => runs.ScheduleId, id));
        page.WaitForElement("tbody tr");
        history.WaitForAssertion(() => Assert.Empty(history.FindAll(".bone")));
        await DisposeComponentsAsync();
        var drawn = page.RenderCount + history.RenderCount;

        await Services.GetRequiredService<BatchSchedules>().DisableAsync(id, CancellationToken.None);

        Assert.Equal(drawn, page.RenderCount + history.RenderCount);
    }

    private async Task<User> InviteAsync(string name, Role role)
    {
        var accounts = Services.GetRequiredService<Accounts>();
        var made = Assert.IsType<AccountDone>(await accounts.CreateAsync(name, role, "admin", CancellationToken.None));
        return (await accounts.FindAsync(made.UserId, CancellationToken.None))!;
    }

    private Task<long> SaveAsync(string name, string cron) => SaveAsync(name, cron, Ada);

    private async Task<long> SaveAsync(string name, string cron, Author author)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("one\ntwo"));
        var draft = new TemplateDraft("Two prompts", new SubmissionRequest { ModelPath = ModelPath, Input = Stream.Null }, input);
        var template = Assert.IsType<TemplateSaved>(await Services.GetRequiredService<BatchTemplates>().SaveAsync(draft, author, CancellationToken.None));
        var schedule = new ScheduleDraft(name, template.Id, cron, null, "Europe/Berlin");
        return Assert.IsType<ScheduleSaved>(await Services.GetRequiredService<BatchSchedules>().SaveAsync(null, schedule, author, CancellationToken.None)).Id;
    }
}
