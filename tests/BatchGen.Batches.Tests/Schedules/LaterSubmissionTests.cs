using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;

namespace BatchGen.Batches.Tests.Schedules;

public sealed class LaterSubmissionTests
{
    [Fact]
    public async Task Save_RunsOnce_WhenItsTimeHasCome()
    {
        await using var house = await ScheduleHouse.CreateAsync();

        var saved = Assert.IsType<ScheduleSaved>(await SaveAsync(house, hours: 2));

        var schedule = (await house.Schedules.GetAsync(saved.Id, CancellationToken.None))!;
        Assert.Equal(house.Time.GetUtcNow().AddHours(2), schedule.NextRunAt);
        Assert.Equal("Tonight", schedule.TemplateName);
        var ran = Assert.IsType<ScheduleRan>(await house.NewRunner().RunNowAsync(saved.Id, CancellationToken.None));
        Assert.Equal(2, (await house.House.GetBatchAsync(ran.Runs[0].BatchPublicId!)).TotalItems);
    }

    [Fact]
    public async Task Save_NumbersTheTemplate_WhenTheNameIsTaken()
    {
        await using var house = await ScheduleHouse.CreateAsync();

        Assert.IsType<ScheduleSaved>(await SaveAsync(house, hours: 2));
        Assert.IsType<ScheduleSaved>(await SaveAsync(house, hours: 3));

        Assert.Equal(["Tonight", "Tonight (2)"], (await house.Templates.ListAsync(ownerId: null, CancellationToken.None)).Select(template => template.Name));
    }

    [Fact]
    public async Task Save_LeavesNothing_WhenTheTimeIsOver()
    {
        await using var house = await ScheduleHouse.CreateAsync();

        Assert.Equal("schedule_time_invalid", Assert.IsType<ScheduleRefused>(await SaveAsync(house, hours: -1)).Code);

        Assert.Empty(await house.Templates.ListAsync(ownerId: null, CancellationToken.None));
        Assert.Empty(await house.Schedules.ListAsync(ownerId: null, CancellationToken.None));
    }

    private static Task<ScheduleOutcome> SaveAsync(ScheduleHouse house, int hours)
    {
        var settings = new SubmissionRequest { ModelPath = house.House.Engine.ModelPath, Input = Stream.Null };
        var template = new TemplateDraft("Tonight", settings, new MemoryStream("one\ntwo"u8.ToArray()));
        var schedule = new ScheduleDraft("Tonight", TemplateId: 0, Cron: null, house.Time.GetUtcNow().AddHours(hours), "UTC");
        return new LaterSubmission(house.Templates, house.Schedules).SaveAsync(template, schedule, new Author("Ada", UserId: null), CancellationToken.None);
    }
}
