using System.Globalization;
using System.Text;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Web.Pages.Schedules;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages.Schedules;

public sealed class SchedulesPageTests : PageTestBase
{
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
        var id = await SaveAsync("Night", "0 2 30 2 1");
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

    private async Task<long> SaveAsync(string name, string cron)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("one\ntwo"));
        var draft = new TemplateDraft("Two prompts", new SubmissionRequest { ModelPath = ModelPath, Input = Stream.Null }, input);
        var template = Assert.IsType<TemplateSaved>(await Services.GetRequiredService<BatchTemplates>().SaveAsync(draft, "Ada", CancellationToken.None));
        var schedule = new ScheduleDraft(name, template.Id, cron, null, "Europe/Berlin");
        return Assert.IsType<ScheduleSaved>(await Services.GetRequiredService<BatchSchedules>().SaveAsync(null, schedule, "Ada", CancellationToken.None)).Id;
    }
}
