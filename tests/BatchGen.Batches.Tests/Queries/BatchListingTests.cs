using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Queries;

public sealed class BatchListingTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite, "night", "Nightly tests,Nightly 夜间重构")]
    [InlineData(StorageProvider.Sqlite, "NIGHT tes", "Nightly tests")]
    [InlineData(StorageProvider.Sqlite, "重构", "Nightly 夜间重构")]
    [InlineData(StorageProvider.Sqlite, "billing", "Comments")]
    [InlineData(StorageProvider.Sqlite, "ightly", "")]
    [InlineData(StorageProvider.PostgreSql, "NIGHT tes", "Nightly tests")]
    [InlineData(StorageProvider.PostgreSql, "重构", "Nightly 夜间重构")]
    [InlineData(StorageProvider.PostgreSql, "billing", "Comments")]
    public async Task List_FindsByBeginningsOfWords(StorageProvider provider, string search, string names)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        foreach (var name in new[] { "Nightly 夜间重构", "Comments", "Nightly tests" })
            await house.SubmitAsync("a", request => request with { Name = name, Labels = name == "Comments" ? ["Billing"] : [] });

        var page = await house.Queries.ListAsync(new BatchFilter(Search: search), null, 10, CancellationToken.None);

        Assert.Equal(names, string.Join(',', page.Batches.Select(batch => batch.Name)));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, BatchSort.Name, "0 1 2 3 4 5")]
    [InlineData(StorageProvider.Sqlite, BatchSort.Progress, "4 5 2 3 0 1")]
    [InlineData(StorageProvider.Sqlite, BatchSort.Duration, "1 0 3 2 5 4")]
    [InlineData(StorageProvider.PostgreSql, BatchSort.Name, "0 1 2 3 4 5")]
    [InlineData(StorageProvider.PostgreSql, BatchSort.Progress, "4 5 2 3 0 1")]
    [InlineData(StorageProvider.PostgreSql, BatchSort.Duration, "1 0 3 2 5 4")]
    public async Task List_GivesEveryBatchOnceInItsOrder_WhenPagedThrough(StorageProvider provider, BatchSort sort, string order)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        for (var i = 0; i < 6; i++)
            await house.SubmitAsync("a\nb", request => request with { Name = $"{i}" });
        await using (var db = await house.OpenAsync())
        {
            foreach (var batch in await db.Batches.ToListAsync())
            {
                var pair = int.Parse(batch.Name, System.Globalization.CultureInfo.InvariantCulture) / 2;
                batch.SucceededItems = 2 - pair;
                batch.DurationMs = 10 - pair;
            }

            await db.SaveChangesAsync();
        }

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await house.Queries.ListAsync(new BatchFilter(Sort: sort), cursor, 2, CancellationToken.None);
            names.AddRange(page.Batches.Select(batch => batch.Name));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(order, string.Join(' ', names));
    }

    [Fact]
    public async Task Groups_CountBatchesOfEachLabel()
    {
        await using var house = await BatchHouse.CreateAsync();
        foreach (var labels in new[] { new[] { "a", "b" }, ["b", " B "], [] })
            await house.SubmitAsync("x", request => request with { Labels = labels });

        Assert.Equal(
            [new BatchGroup("b", null, 2), new BatchGroup("a", null, 1)], await house.Queries.ListLabelsAsync(ownerId: null, 10, CancellationToken.None));
        Assert.Equal(2, (await house.Queries.ListAsync(new BatchFilter(Label: "b"), null, 10, CancellationToken.None)).Batches.Count);
    }

    [Fact]
    public async Task QueueDepth_CountsOpenItemsByPriority()
    {
        await using var house = await BatchHouse.CreateAsync();
        foreach (var priority in new[] { 5, 0, 0, -1 })
            await house.SubmitAsync("a\nb", request => request with { Priority = priority });

        Assert.Equal(
            [new QueueDepth(1, 1, 2), new QueueDepth(0, 2, 4), new QueueDepth(-1, 1, 2)],
            await house.Queries.GetQueueDepthAsync(CancellationToken.None));
    }
}
