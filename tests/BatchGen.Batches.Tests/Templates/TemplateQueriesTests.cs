using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Templates;

public sealed class TemplateQueriesTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task List_TellsOwnerTaskSchedulesAndLastUse_ByName(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var ada = await SaveUserAsync(house, "ada");
        var used = await SaveAsync(house, "Night", new Author("ada", ada));
        await SaveAsync(house, "Day", new Author("nobody", UserId: null));
        var schedule = await ScheduleAsync(house, used);
        await Templates(house).MarkUsedAsync(used, CancellationToken.None);

        var all = await Queries(house).ListAsync(ownerId: null, search: null, CancellationToken.None);

        Assert.Equal(["Day", "Night"], all.Select(template => template.Summary.Name));
        Assert.Null(all[0].OwnerName);
        Assert.Null(all[0].LastUsedAt);
        Assert.Empty(all[0].Schedules);
        Assert.Equal(("ada", TaskKind.Review), (all[1].OwnerName, all[1].Settings.Task!.Kind));
        Assert.NotNull(all[1].LastUsedAt);
        Assert.Equal(new TemplateUse(schedule, "Every night", OwnerId: null), Assert.Single(all[1].Schedules));
    }

    [Fact]
    public async Task List_LeavesOut_WhatIsSomebodyElsesOrNotSearchedFor()
    {
        await using var house = await BatchHouse.CreateAsync();
        var ada = await SaveUserAsync(house, "ada");
        await SaveAsync(house, "Night of Ada", new Author("ada", ada));
        await SaveAsync(house, "Night", new Author("nobody", UserId: null));

        Assert.Equal("Night of Ada", Assert.Single(await Queries(house).ListAsync(ada, search: null, CancellationToken.None)).Summary.Name);
        Assert.Equal("Night of Ada", Assert.Single(await Queries(house).ListAsync(ownerId: null, "OF A", CancellationToken.None)).Summary.Name);
        Assert.Empty(await Queries(house).ListAsync(ada, "day", CancellationToken.None));
        Assert.Null(await Queries(house).GetAsync(404, CancellationToken.None));
    }

    private static TemplateQueries Queries(BatchHouse house) => house.Services.GetRequiredService<TemplateQueries>();

    private static BatchTemplates Templates(BatchHouse house) => house.Services.GetRequiredService<BatchTemplates>();

    private static async Task<long> SaveAsync(BatchHouse house, string name, Author who)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("one"));
        var settings = new SubmissionRequest { ModelPath = house.Engine.ModelPath, Input = Stream.Null, Task = TaskSetting.Of(TaskKind.Review) };
        return Assert.IsType<TemplateSaved>(await Templates(house).SaveAsync(new TemplateDraft(name, settings, input), who, CancellationToken.None)).Id;
    }

    private static async Task<long> ScheduleAsync(BatchHouse house, long template) => Assert.IsType<ScheduleSaved>(
        await house.Services.GetRequiredService<BatchSchedules>().SaveAsync(
            null, new ScheduleDraft("Every night", template, "0 2 * * *", null, "UTC"), new Author("ada", UserId: null), CancellationToken.None)).Id;

    private static async Task<long> SaveUserAsync(BatchHouse house, string name)
    {
        await using var db = await house.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        var user = new User { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Role = Role.Submitter };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }
}
