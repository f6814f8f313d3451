using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Schedules;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Queries;

public sealed class AttentionQueriesTests
{
    private const int Most = 3;

    [Theory]
    [InlineData(BatchState.Failed, 0, 1, null, true)]
    [InlineData(BatchState.Completed, 2, 1, null, true)]
    [InlineData(BatchState.Completed, 0, 1, null, false)]
    [InlineData(BatchState.Failed, 0, 25, null, false)]
    [InlineData(BatchState.Queued, 0, null, "The model is away.", true)]
    [InlineData(BatchState.Running, 0, null, "It makes room.", true)]
    [InlineData(BatchState.Running, 1, null, null, false)]
    [InlineData(BatchState.Paused, 0, null, "The model is away.", false)]
    public async Task Read_NamesABatch_WhenItFailedToday_OrWaits(BatchState state, int failedItems, int? hoursAgo, string? waitsFor, bool isNamed)
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("one", "two");
        await house.SubmitPromptsAsync("a batch that is well");
        await ChangeAsync(house, id, batch =>
        {
            batch.State = state;
            batch.FailedItems = failedItems;
            batch.FinishedAt = hoursAgo is { } hours ? DateTimeOffset.UtcNow.AddHours(-hours) : null;
            batch.WaitingReason = waitsFor is null ? null : Sentence.FromString(waitsFor);
        });

        var attention = await ReadAsync(house);

        Assert.Equal(isNamed ? [id] : [], attention.Batches.Select(batch => batch.PublicId));
        Assert.Empty(attention.Schedules);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Read_TakesTheNewestFailures_WhenThereAreMore(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        for (var hour = 1; hour <= Most + 1; hour++)
        {
            var id = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync("a", request => request with { Name = $"{hour} h" })).BatchPublicId;
            await ChangeAsync(house, id, batch =>
            {
                batch.State = BatchState.Failed;
                batch.FinishedAt = DateTimeOffset.UtcNow.AddHours(-hour);
            });
        }

        Assert.Equal(["1 h", "2 h", "3 h"], (await ReadAsync(house)).Batches.Select(batch => batch.Name));
    }

    [Fact]
    public async Task Read_ShowsOnesOwnOnly_WhenAnOwnerAsks()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("one");
        await ChangeAsync(house, id, batch => batch.WaitingReason = "The model is away.");

        Assert.Empty((await ReadAsync(house, ownerId: 7)).Batches);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, RunState.Refused, true, true)]
    [InlineData(StorageProvider.PostgreSql, RunState.Refused, true, true)]
    [InlineData(StorageProvider.Sqlite, RunState.Submitted, true, false)]
    [InlineData(StorageProvider.Sqlite, RunState.Refused, false, false)]
    public async Task Read_NamesASchedule_WhenItsLastRunWasRefused(StorageProvider provider, RunState last, bool isEnabled, bool isNamed)
    {
        await using var house = await ScheduleHouse.CreateAsync(provider);
        var id = await house.SaveNightlyAsync();
        await using (var db = await house.House.OpenAsync())
        {
            // The house's clock stands long before this one: what is switched off is of another day.
            db.ScheduleRuns.Add(new ScheduleRun { ScheduleId = id, At = house.Time.GetUtcNow(), State = RunState.Refused, Note = "An older one." });
            await db.SaveChangesAsync();
            db.ScheduleRuns.Add(new ScheduleRun { ScheduleId = id, At = house.Time.GetUtcNow(), State = last, Note = "The template is gone." });
            (await db.Schedules.SingleAsync()).IsEnabled = isEnabled;
            await db.SaveChangesAsync();
        }

        var attention = await ReadAsync(house.House);

        Assert.Equal(isNamed ? [id] : [], attention.Schedules.Select(schedule => schedule.Id));
        Assert.All(attention.Schedules, schedule => Assert.Equal("The template is gone.", schedule.Note?.ToString()));
    }

    private static Task<AttentionList> ReadAsync(BatchHouse house, long? ownerId = null) =>
        house.Services.GetRequiredService<AttentionQueries>().ReadAsync(ownerId, Most, CancellationToken.None);

    private static async Task ChangeAsync(BatchHouse house, string id, Action<Batch> change)
    {
        await using var db = await house.OpenAsync();
        change(await db.Batches.SingleAsync(batch => batch.PublicId == id));
        await db.SaveChangesAsync();
    }
}
