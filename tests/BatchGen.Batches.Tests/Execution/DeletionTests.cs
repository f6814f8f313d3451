using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Upkeep;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Execution;

public sealed class DeletionTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Delete_HidesTheBatchAtOnce_AndItsJobRemovesRowsAndFiles(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var id = await house.SubmitPromptsAsync("a", "b");
        await house.RunJobsAsync();

        Assert.Equal(new ControlDone(2), await house.Control.DeleteAsync(id, "Ada", CancellationToken.None));

        Assert.Null(await house.Queries.GetAsync(id, CancellationToken.None));
        Assert.Equal(new DeletionProgress(1, 2), await ProgressAsync(house));
        Assert.Equal("batch_not_found", Assert.IsType<ControlRefused>(await house.Control.DeleteAsync(id, "Bob", CancellationToken.None)).Code);

        await house.RunJobsAsync();

        Assert.Equal((0, 0, 0, 0), await CountAsync(house));
        Assert.Equal(new DeletionProgress(0, 0), await ProgressAsync(house));
        Assert.False(Directory.Exists(Path.Combine(house.DataDirectory, "batches", id)));
    }

    [Fact]
    public async Task Delete_IsInTheAuditLog_WithWhoAndWhat()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");
        await house.RunJobsAsync();

        await house.Control.DeleteAsync(id, "Ada", CancellationToken.None);

        await using var db = await house.OpenAsync();
        var entry = await db.Audit.SingleAsync();
        Assert.Equal(("Ada", $"the batch {id}", "deleted"), (entry.Who, entry.What.ToString(), entry.To.ToString()));
        Assert.EndsWith(": completed", entry.From.ToString(), StringComparison.Ordinal);
    }

    /// <summary>In pieces, with whatever else waits between them, and nothing of another batch.</summary>
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Job_RemovesALargeBatchPieceByPiece_WhenItIsCalledAgainAndAgain(StorageProvider provider)
    {
        const int Items = DeletionJob.PieceItems + 1;
        await using var house = await BatchHouse.CreateAsync(provider);
        var kept = await house.SubmitPromptsAsync("kept");
        var id = await house.SubmitPromptsAsync([.. Enumerable.Range(0, Items).Select(number => $"{number}")]);
        await house.Control.CancelAsync(id, CancellationToken.None);
        await house.RunJobsAsync();
        await house.Control.DeleteAsync(id, "Ada", CancellationToken.None);
        var job = house.Jobs.Enqueued.Single();
        house.Jobs.Clear();

        await TestJobs.ExecuteAsync(house.Services, job, CancellationToken.None);

        Assert.Equal(new DeletionProgress(1, 1), await ProgressAsync(house));
        Assert.Equal(typeof(DeletionJob), Assert.Single(house.Jobs.Enqueued).Type);

        await house.RunJobsAsync();

        Assert.Equal((1, 1, 1, 1), await CountAsync(house));
        Assert.NotNull(await house.Queries.GetAsync(kept, CancellationToken.None));
    }

    [Fact]
    public async Task Upkeep_RemovesWhatACrashLeft()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");
        await house.RunJobsAsync();
        await house.Control.DeleteAsync(id, "Ada", CancellationToken.None);
        house.Jobs.Clear();

        await house.Services.GetRequiredService<Sweep>().TurnAsync(CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal((0, 0, 0, 0), await CountAsync(house));
    }

    private static Task<DeletionProgress> ProgressAsync(BatchHouse house) =>
        house.Services.GetRequiredService<DeletionQueries>().ReadAsync(owner: null, CancellationToken.None);

    private static async Task<(int Batches, int Items, int Results, int Shards)> CountAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        return (await db.Batches.IgnoreQueryFilters().CountAsync(), await db.Items.IgnoreQueryFilters().CountAsync(), await db.Results.CountAsync(), await db.Shards.IgnoreQueryFilters().CountAsync());
    }
}
