using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Queries;

public sealed class BatchQueriesTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task ListCurrent_HasWhatRuns_HoweverManyCameAfterIt(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var ids = new List<string>();
        for (var batch = 0; batch < 6; batch++)
            ids.Add(await house.SubmitPromptsAsync("a"));
        await using (var db = await house.OpenAsync())
            await db.Batches.Where(batch => batch.PublicId == ids[0]).ExecuteUpdateAsync(set => set.SetProperty(batch => batch.State, BatchState.Running));

        var current = await house.Queries.ListCurrentAsync(BatchFilter.All, 3, CancellationToken.None);

        Assert.Equal([ids[5], ids[4], ids[0]], current.Select(batch => batch.PublicId));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task List_GivesEveryBatchOnceNewestFirst_WhenPagedThrough(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        for (var i = 0; i < 7; i++)
            await house.SubmitAsync("a", request => request with { Name = $"batch {i}" });

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await house.Queries.ListAsync(BatchFilter.All, cursor, 3, CancellationToken.None);
            names.AddRange(page.Batches.Select(batch => batch.Name));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"batch {i}"), names);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, BatchSort.Newest)]
    [InlineData(StorageProvider.PostgreSql, BatchSort.Newest)]
    [InlineData(StorageProvider.Sqlite, BatchSort.Name)]
    [InlineData(StorageProvider.PostgreSql, BatchSort.Name)]
    public async Task List_GivesEveryBatchOnce_WhileTheLastSeenAreDeletedAndNewOnesCome(StorageProvider provider, BatchSort sort)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        for (var i = 0; i < 9; i++)
            await house.SubmitAsync("a", request => request with { Name = $"batch {i}" });

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await house.Queries.ListAsync(new BatchFilter(Sort: sort), cursor, 2, CancellationToken.None);
            names.AddRange(page.Batches.Select(batch => batch.Name));
            cursor = page.Cursor;
            var last = names[^1];
            await using var db = await house.OpenAsync();
            await db.Batches.Where(batch => batch.Name == last).ExecuteDeleteAsync();
            if (names.Count < 5)
                await house.SubmitAsync("a", request => request with { Name = "aaa comes while somebody reads" });
        }
        while (cursor is not null);

        Assert.Equal(
            Enumerable.Range(0, 9).Select(i => $"batch {i}"),
            names.Where(name => name.StartsWith("batch", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("batch_x")]
    [InlineData("")]
    [InlineData("eyJTb3J0IjoxfQ")]
    public async Task List_Refuses_ACursorThatItHasNotGiven(string cursor)
    {
        await using var house = await BatchHouse.CreateAsync();

        Assert.Equal(
            "unknown_cursor",
            (await Assert.ThrowsAsync<RequestRefusedException>(() => house.Queries.ListAsync(BatchFilter.All, cursor, 5, CancellationToken.None))).Code);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, "NIGHT", 1)]
    [InlineData(StorageProvider.PostgreSql, "NIGHT", 1)]
    [InlineData(StorageProvider.Sqlite, "50%", 1)]
    [InlineData(StorageProvider.PostgreSql, "50%", 1)]
    [InlineData(StorageProvider.PostgreSql, "_", 0)]
    [InlineData(StorageProvider.Sqlite, "batch_", 0)]
    [InlineData(StorageProvider.Sqlite, "\\", 0)]
    [InlineData(StorageProvider.PostgreSql, "\\", 0)]
    public async Task List_TakesSearchTextAsItIs_WhenFiltered(StorageProvider provider, string search, int found)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        await house.SubmitAsync("a", request => request with { Name = "Night shift" });
        await house.SubmitAsync("a", request => request with { Name = "50% more" });

        var page = await house.Queries.ListAsync(new BatchFilter(Search: search), null, 10, CancellationToken.None);

        Assert.Equal(found, page.Batches.Count);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task ListItems_GivesAWindowAndTheTotal_WhenFiltered(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(prompt.EndsWith('7')
            ? GenerationOutcome.Failure("engine_step_failed", "No.")
            : GenerationOutcome.Answer(prompt));
        var id = await house.SubmitPromptsAsync(Enumerable.Range(1, 30).Select(i => $"prompt {i}"));
        await house.RunJobsAsync();

        var window = await ListAsync(ItemFilter.All, 10, 5);
        var failed = await ListAsync(new ItemFilter(ItemState.Failed), 1, 5);
        var searched = await ListAsync(new ItemFilter(ItemState.Succeeded, "ITEM-1"), 0, 5);
        var byCode = await ListAsync(new ItemFilter(Search: "step_failed"), 0, 5);

        Assert.Equal((30, 11, 5), (window.Total, window.Items[0].LineNumber, window.Items.Count));
        Assert.Equal((3, "item-17"), (failed.Total, failed.Items[0].CustomId));
        Assert.Equal((10, 5), (searched.Total, searched.Items.Count));
        Assert.Equal(3, byCode.Total);

        Task<ItemPage> ListAsync(ItemFilter filter, int offset, int limit) => house.Queries.ListItemsAsync(id, filter, offset, limit, CancellationToken.None);
    }

    [Fact]
    public async Task GetItem_ShowsPromptAndAnswer_WhenItIsDone()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("question");
        await house.RunJobsAsync();

        var item = await house.Queries.GetItemAsync(id, 0, CancellationToken.None);

        Assert.Equal(["system", "user"], item!.Messages.Select(message => message.Role));
        Assert.Equal(("question", "answer to question"), (item.Messages[1].Content, item.Text));
        Assert.Equal(new ItemTimings(1, 2, 10), item.Timings);
    }

    [Fact]
    public async Task GetItem_ShowsTheProblem_WhenTheLineNeverWasARequest()
    {
        await using var house = await BatchHouse.CreateAsync();
        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync("{}", request => request with { OnBadLines = OnBadLines.Accept }));

        var item = await house.Queries.GetItemAsync(accepted.BatchPublicId, 0, CancellationToken.None);

        Assert.Empty(item!.Messages);
        Assert.Equal(("missing_field", null), (item.Summary.ErrorCode, item.Text));
    }

    [Fact]
    public async Task Get_IsNull_WhenThereIsNoSuchBatchOrItem()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");

        Assert.Null(await house.Queries.GetAsync("batch_x", CancellationToken.None));
        Assert.Null(await house.Queries.GetItemAsync("batch_x", 0, CancellationToken.None));
        Assert.Null(await house.Queries.GetItemAsync(id, 1, CancellationToken.None));
        Assert.Equal(0, (await house.Queries.ListItemsAsync("batch_x", ItemFilter.All, 0, 5, CancellationToken.None)).Total);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Count_CountsByState_WhenBatchesDiffer(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        await house.SubmitPromptsAsync("a");
        var cancelled = await house.SubmitPromptsAsync("b");
        await house.Control.CancelAsync(cancelled, CancellationToken.None);
        await house.RunJobsAsync();
        await house.SubmitPromptsAsync("c", "d", "e");

        Assert.Equal(new DashboardCounts(1, 0, 1, 0, 1, 3), await house.Queries.CountAsync(CancellationToken.None));
    }
}
