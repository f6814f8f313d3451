using BatchGen.Batches.Schedules;
using BatchGen.Batches.Templates;

namespace BatchGen.Batches.Tests.Schedules;

public sealed class BatchSchedulesTests
{
    private static readonly Author Ada = new("Ada", UserId: null);

    [Theory]
    [InlineData("", "0 2 * * *", "UTC", null, "schedule_name_invalid")]
    [InlineData("Night", "0 2 * *", "UTC", null, "schedule_cron_invalid")]
    [InlineData("Night", "0 2 * * *", "Mars/Base", null, "schedule_time_zone_unknown")]
    [InlineData("Night", null, "UTC", null, "schedule_time_invalid")]
    [InlineData("Night", "0 2 * * *", "UTC", "/etc", "schedule_folder_not_allowed")]
    [InlineData("Night", "0 2 * * *", "UTC", "relative", "schedule_folder_not_allowed")]
    public async Task Save_Refuses_WhenItCouldNotRun(string name, string? cron, string zone, string? folder, string code)
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var draft = new ScheduleDraft(name, await house.SaveTemplateAsync("one"), cron, null, zone, Folder: folder);

        Assert.Equal(code, Assert.IsType<ScheduleRefused>(await house.Schedules.SaveAsync(null, draft, Ada, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Save_Refuses_WhenThereIsNothingToSubmit()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var draft = new ScheduleDraft("Night", await house.SaveTemplateAsync(null), "0 2 * * *", null, "UTC");

        Assert.Equal("schedule_input_missing", Assert.IsType<ScheduleRefused>(await house.Schedules.SaveAsync(null, draft, Ada, CancellationToken.None)).Code);
        Assert.Equal(
            "schedule_template_missing",
            Assert.IsType<ScheduleRefused>(await house.Schedules.SaveAsync(null, draft with { TemplateId = 99 }, Ada, CancellationToken.None)).Code);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../..")]
    public async Task Save_Refuses_WhenTheFolderLeadsOutOfItsRoot(string way)
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var draft = new ScheduleDraft("Night", await house.SaveTemplateAsync("one"), "0 2 * * *", null, "UTC", Folder: Path.Combine(house.Inbox, way, ".."));

        Assert.Equal(
            "schedule_folder_not_allowed", Assert.IsType<ScheduleRefused>(await house.Schedules.SaveAsync(null, draft, Ada, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Preview_GivesFiveTimesOrTheReason()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var draft = new ScheduleDraft("", 0, "0 2 * * 1-5", null, "Europe/Berlin");

        var preview = house.Schedules.Preview(draft);

        Assert.Null(preview.Problem);
        Assert.Equal(5, preview.Times.Count);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(1)), preview.Times[0]);
        Assert.Contains("'never'", house.Schedules.Preview(draft with { Cron = "never" }).Problem?.ToString(), StringComparison.Ordinal);
        Assert.NotNull(house.Schedules.Preview(draft with { Cron = null }).Problem);
    }

    [Fact]
    public async Task Delete_LeavesItsBatchesAndFreesItsTemplate()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var id = await house.SaveNightlyAsync();
        var ran = Assert.IsType<ScheduleRan>(await house.NewRunner().RunNowAsync(id, CancellationToken.None));
        var template = (await house.Schedules.GetAsync(id, CancellationToken.None))!.Draft.TemplateId;
        Assert.Equal("template_in_use", Assert.IsType<TemplateRefused>(await house.Templates.DeleteAsync(template, CancellationToken.None)).Code);

        Assert.IsType<ScheduleDeleted>(await house.Schedules.DeleteAsync(id, CancellationToken.None));

        Assert.IsType<TemplateDeleted>(await house.Templates.DeleteAsync(template, CancellationToken.None));
        Assert.Null((await house.House.GetBatchAsync(ran.Runs[0].BatchPublicId!)).ScheduleId);
    }
}
