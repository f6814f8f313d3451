using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Live;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Usage;
using BatchGen.Engine.Client;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Usage;

/// <summary>The sums of use are those of the items' ends, exactly, and outlive them.</summary>
public sealed class UsageTests
{
    /// <summary>Without days: a test may run over midnight by UTC.</summary>
    private static readonly UsageDimension[] EverythingButDays = [.. Enum.GetValues<UsageDimension>().Except([UsageDimension.Day])];

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Sums_AreThoseOfTheResults_WhenSomeItemsFailAndTheBatchIsDeleted(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "7"));
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(prompt.EndsWith('3')
            ? GenerationOutcome.Failure("context_length_exceeded", "Too long.")
            : GenerationOutcome.Answer($"answer to {prompt}"));
        // The last line is no request: it has its end when it is stored.
        var lines = Enumerable.Range(0, 30).Select(number => $$"""{"custom_id":"c{{number}}","prompt":"prompt {{number}}"}""").Append("""{"custom_id":"bad","prompt":7}""");
        var id = Assert.IsType<SubmissionAccepted>(
            await house.SubmitAsync(string.Join('\n', lines), request => request with { OnBadLines = OnBadLines.Accept })).BatchPublicId;

        await house.RunJobsAsync();

        var expected = await OfItemsAsync(house);
        Assert.Equal((27L, 4L), (expected.SucceededItems, expected.FailedItems));
        Assert.Equal(27 * 12, expected.EngineMs);
        Assert.Equal(expected, (await AskAsync(house)).Total);

        await house.Control.DeleteAsync(id, "Ada", CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal(UsageAmounts.None, await OfItemsAsync(house));
        Assert.Equal(expected, (await AskAsync(house)).Total);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Sums_CountAnItemOnce_WhenAShardIsDeliveredFourTimesAtOnce(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        await house.SubmitPromptsAsync(Enumerable.Range(0, 50).Select(number => $"prompt {number}"));
        var job = Assert.Single(house.Jobs.Enqueued);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TestJobs.ExecuteAsync(house.Services, job, CancellationToken.None))));

        var used = (await AskAsync(house)).Total;
        Assert.Equal(50, used.SucceededItems);
        Assert.Equal(await OfItemsAsync(house), used);
    }

    /// <summary>Whose lease lapsed and who took the shard over both bring an end of the same items.</summary>
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Sums_CountAnItemOnce_WhenTwoWorkersRanIt(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, new TestEngine(slots: 40));
        var gate = new Gate();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (house.Engine.Sent.Count <= 20)
                await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        await house.SubmitPromptsAsync(Enumerable.Range(0, 20).Select(number => $"prompt {number}"));
        var job = Assert.Single(house.Jobs.Enqueued);
        var first = Task.Run(() => TestJobs.ExecuteAsync(house.Services, job, CancellationToken.None));
        await gate.Reached;
        await using (var db = await house.OpenAsync())
            await db.Shards.ExecuteUpdateAsync(set => set.SetProperty(shard => shard.ClaimedUntil, DateTimeOffset.UnixEpoch));

        await TestJobs.ExecuteAsync(house.Services, job, CancellationToken.None);
        gate.Open();
        await first;

        var used = (await AskAsync(house)).Total;
        Assert.Equal(20, used.SucceededItems);
        Assert.Equal(await OfItemsAsync(house), used);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Sums_HaveCancelledItems_OnceHoweverOftenItIsCancelled(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "2"));
        var id = await house.SubmitPromptsAsync("a", "b", "c", "d", "e");
        await house.RunNextShardAsync();

        await house.Control.CancelAsync(id, CancellationToken.None);
        await house.Control.CancelAsync(id, CancellationToken.None);
        await house.RunJobsAsync();

        var used = (await AskAsync(house)).Total;
        Assert.Equal((2L, 0L, 3L), (used.SucceededItems, used.FailedItems, used.CancelledItems));
        Assert.Equal(await OfItemsAsync(house), used);
    }

    /// <summary>An end is an end: what is retried by a person ends a second time.</summary>
    [Fact]
    public async Task Sums_HaveBothEnds_WhenAPersonRetriesWhatFailed()
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Failure("context_length_exceeded", "Too long."));
        var id = await house.SubmitPromptsAsync("a", "b");
        await house.RunJobsAsync();
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));

        await house.Control.RetryFailedAsync(id, CancellationToken.None);
        await house.RunJobsAsync();

        var used = (await AskAsync(house)).Total;
        Assert.Equal((2L, 2L), (used.SucceededItems, used.FailedItems));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Rows_AreKeptApartAsAsked_AndLabelsCountUnderEach(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var (ada, key) = await AddUserAsync(house, "ada");
        await RunAsync(house, new Submitter(ada, key), 2, "nightly", "billing");
        await RunAsync(house, new Submitter(ada, null), 3, "nightly");
        await RunAsync(house, submitter: null, 4);
        await AnswerLiveAsync(house, new Submitter(ada, key));

        var byLabel = await AskAsync(house, UsageDimension.Label);
        Assert.Equal([("", 5L), ("billing", 2L), ("nightly", 5L)], byLabel.Rows.Select(row => (row.Group.Label!, row.Amounts.SucceededItems)));
        Assert.Equal(10, byLabel.Total.SucceededItems);
        var byUser = await AskAsync(house, UsageDimension.User);
        Assert.Equal([("", 4L), ("ada", 6L)], byUser.Rows.Select(row => (row.Group.User!, row.Amounts.SucceededItems)));
        var byKey = await AskAsync(house, UsageDimension.Key);
        Assert.Equal([("", 7L), ("build (bg-1…)", 3L)], byKey.Rows.Select(row => (row.Group.Key!, row.Amounts.SucceededItems)));
        var bySource = await AskAsync(house, UsageDimension.Source, UsageDimension.Model);
        Assert.Equal(
            [("live", WorkSource.Live, 1L), ("test", WorkSource.Batch, 9L)],
            bySource.Rows.Select(row => (row.Group.Model!, row.Group.Source!.Value, row.Amounts.SucceededItems)));
        Assert.Equal(5, (await AskAsync(house, EverythingButDays)).Rows.Count);
        Assert.Equal(6, (await AskAsync(house, new UsageQuestion(Today.AddDays(-1), Today, Set(), ada))).Total.SucceededItems);
        Assert.Empty((await AskAsync(house, new UsageQuestion(Today.AddDays(-9), Today.AddDays(-2), Set()))).Rows);
    }

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    private static HashSet<UsageDimension> Set(params UsageDimension[] by) => [.. by];

    private static Task<UsageReport> AskAsync(BatchHouse house, params UsageDimension[] by) =>
        AskAsync(house, new UsageQuestion(Today.AddDays(-1), Today, Set(by)));

    private static Task<UsageReport> AskAsync(BatchHouse house, UsageQuestion question) =>
        house.Services.GetRequiredService<UsageQueries>().ReadAsync(question, CancellationToken.None);

    /// <summary>Counted from every item and result there is.</summary>
    private static async Task<UsageAmounts> OfItemsAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        var items = await db.Items.Include(item => item.Result).AsNoTracking().ToListAsync();
        return items.Where(item => item.State != ItemState.Pending).Select(Of).Aggregate(UsageAmounts.None, (all, one) => all.Plus(one));

        static UsageAmounts Of(BatchItem item) => new(
            item.State == ItemState.Succeeded ? 1 : 0,
            item.State == ItemState.Failed ? 1 : 0,
            item.State == ItemState.Cancelled ? 1 : 0,
            item.Result is null ? 0 : item.PromptTokens,
            item.Result?.CachedTokens ?? 0,
            item.CompletionTokens,
            item.Result is { } result ? UsageAmounts.WholeMilliseconds(result.PrefillMs + result.DecodeMs) : 0);
    }

    private static async Task RunAsync(BatchHouse house, Submitter? submitter, int items, params string[] labels)
    {
        var input = string.Join('\n', Enumerable.Range(0, items).Select(number => $"prompt {number}"));
        Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(input, request => request with { Submitter = submitter, Labels = labels }));
        await house.RunJobsAsync();
    }

    private static async Task AnswerLiveAsync(BatchHouse house, Submitter submitter)
    {
        await foreach (var _ in house.Services.GetRequiredService<LiveMeter>().CountAsync(
            submitter, "/models/live.gguf", AnswerAsync(), CancellationToken.None))
        {
        }

        static async IAsyncEnumerable<GenerationEvent> AnswerAsync()
        {
            await Task.CompletedTask;
            yield return new GenerationStarted("live");
            yield return new GenerationFinished("live", new SequenceResult("x", FinishReason.Stop, 6, 0, 1, new SequenceTimings(default, default, default)));
        }
    }

    private static async Task<(long User, long Key)> AddUserAsync(BatchHouse house, string name)
    {
        await using var db = await house.OpenAsync();
        var user = new User { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Role = Role.Submitter, CreatedAt = DateTimeOffset.UtcNow };
        var key = new ApiKey { User = user, Name = "build", Prefix = "bg-1", Hash = "h", CreatedAt = DateTimeOffset.UtcNow };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync();
        return (user.Id, key.Id);
    }
}
