using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Gauges;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Gauges;

public sealed class QueueFiguresTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Read_CountsWhatIsUnfinished_ByPriorityAndState(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        await SubmitAsync(house, "urgent", items: 2, priority: 5);
        await SubmitAsync(house, "normal", items: 3, priority: 0);
        var paused = await SubmitAsync(house, "paused", items: 4, priority: -1);
        await house.Control.PauseAsync(paused, "test", CancellationToken.None);
        var done = await SubmitAsync(house, "done", items: 1, priority: 9);
        await house.RunNextShardAsync();

        var reading = await Figures(house).ReadAsync();

        Assert.Equal(1, (await house.GetBatchAsync(done)).SucceededItems);
        Assert.Equal(
            [(BatchState.Paused, -1, 1, 4L), (BatchState.Queued, 0, 1, 3L), (BatchState.Queued, 1, 1, 2L)],
            reading.Batches.Select(work => (work.State, work.Priority, work.Batches, work.Items)).OrderBy(work => work.Priority));
        Assert.Equal(2, Shards(reading, ShardWait.Turn));
        Assert.Equal(1, Shards(reading, ShardWait.Paused));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Read_SaysWhyShardsWait(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, null, ("Nights:AllowOwnHours", "true"));
        await SubmitAsync(house, "open", items: 1, priority: 0);
        var closed = await SubmitAsync(house, "closed", items: 1, priority: 0);
        var failed = await SubmitAsync(house, "failed", items: 1, priority: 0);
        await using (var db = await house.OpenAsync())
        {
            // An hour of the week that is not this one, whenever the test runs.
            var other = DateTimeOffset.UtcNow.AddDays(3).DayOfWeek.ToString()[..3];
            await db.Batches.Where(batch => batch.PublicId == closed).ExecuteUpdateAsync(set => set
                .SetProperty(batch => batch.OwnHours, $"{other} 11:00-12:00").SetProperty(batch => batch.OwnHoursZone, "UTC"));
            var later = house.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(1);
            await db.Shards.Where(shard => shard.Batch!.PublicId == failed).ExecuteUpdateAsync(set => set.SetProperty(shard => shard.ClaimedUntil, later));
        }

        var reading = await Figures(house).ReadAsync();

        Assert.Equal(
            (1, 1, 1, 0),
            (Shards(reading, ShardWait.Turn), Shards(reading, ShardWait.Hours), Shards(reading, ShardWait.Retry), Shards(reading, ShardWait.Paused)));

        await house.Services.GetRequiredService<QueueControl>().PauseAsync("test", CancellationToken.None);
        reading = await Figures(house).ReadAsync();

        Assert.Equal(3, Shards(reading, ShardWait.Paused));
    }

    [Fact]
    public async Task Read_AsksTheDatabaseOnce_ForWhatIsCollectedTogether()
    {
        await using var house = await BatchHouse.CreateAsync();
        var figures = Figures(house);

        var first = figures.Read();

        Assert.NotNull(first);
        Assert.Same(first, figures.Read());
    }

    private static QueueFigures Figures(BatchHouse house) => house.Services.GetRequiredService<QueueFigures>();

    private static int Shards(QueueReading reading, ShardWait reason) =>
        reading.Shards.Where(waiting => waiting.Reason == reason).Sum(waiting => waiting.Shards);

    private static async Task<string> SubmitAsync(BatchHouse house, string name, int items, int priority)
    {
        var outcome = await house.SubmitAsync(
            string.Join('\n', Enumerable.Range(0, items).Select(number => $"{name} {number}")), request => request with { Name = name, Priority = priority });
        return Assert.IsType<Batches.Submission.SubmissionAccepted>(outcome).BatchPublicId;
    }
}
