using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Templates;

namespace BatchGen.Batches.Tests.Schedules;

/// <summary>A schedule does for its owner what they could do themselves, and no more.</summary>
public sealed class ScheduleOwnersTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_GivesItsBatchToTheOwner_AndListsTellOwnersApart(StorageProvider provider)
    {
        await using var house = await ScheduleHouse.CreateAsync(provider);
        var ada = new User { UserName = "ada", Role = Role.Submitter };
        var mine = await house.SaveNightlyOfAsync(ada);
        await house.SaveNightlyOfAsync(new User { UserName = "bob", Role = Role.Submitter });

        var ran = Assert.IsType<ScheduleRan>(await house.NewRunner().RunNowAsync(mine, CancellationToken.None));

        Assert.Equal(ada.Id, (await house.House.GetBatchAsync(ran.Runs[0].BatchPublicId!)).OwnerId);
        Assert.Equal(mine, Assert.Single(await house.Schedules.ListAsync(ada.Id, CancellationToken.None)).Id);
        Assert.Equal(2, (await house.Schedules.ListAsync(ownerId: null, CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData(Role.Submitter, true)]
    [InlineData(Role.Viewer, false)]
    public async Task Run_IsRefused_WhenTheOwnerMaySubmitNoMore(Role role, bool isDisabled)
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var id = await house.SaveNightlyOfAsync(new User { UserName = "ada", Role = role, IsDisabled = isDisabled });

        await house.NewRunner().RunNowAsync(id, CancellationToken.None);

        var run = Assert.Single(await house.RunsAsync(id));
        Assert.Equal(RunState.Refused, run.State);
        Assert.Contains("ada", run.Note?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_LeavesTheOwner_WhenSomebodyElseChangesIt()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var ada = new User { UserName = "ada", Role = Role.Submitter };
        var id = await house.SaveNightlyOfAsync(ada);
        var before = await house.Schedules.GetAsync(id, CancellationToken.None);

        await house.Schedules.SaveAsync(id, before!.Draft with { Name = "Later" }, new Author("Admin", UserId: 99), CancellationToken.None);

        var after = await house.Schedules.GetAsync(id, CancellationToken.None);
        Assert.Equal((ada.Id, "Later"), (after!.OwnerId, after.Draft.Name));
    }
}
