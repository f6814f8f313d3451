using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Execution;

public sealed class ShardJobTests
{
    [Fact]
    public async Task Run_AsksForNoEngine_WhenTheShardOnlyWantsClosing()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Submission:ItemsPerShard", "1"));
        var id = await house.SubmitPromptsAsync("a", "b");
        await house.RunNextShardAsync();
        await using (var db = await house.OpenAsync())
        {
            await db.Items.Where(item => item.Ordinal == 1).ExecuteUpdateAsync(set => set.SetProperty(item => item.State, ItemState.Failed));
            await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(batch => batch.FailedItems, 1));
        }

        house.Engines.Choices.Clear();
        house.Engine.LoadProblem = new EngineException("model_not_found", "It is gone.");
        await house.RunJobsAsync();

        Assert.Empty(house.Engines.Choices);
        Assert.Equal(BatchState.Completed, (await house.GetBatchAsync(id)).State);
    }

    [Theory]
    [InlineData(BatchState.Running, true, 1)]
    [InlineData(BatchState.Paused, false, 1)]
    [InlineData(BatchState.Failed, false, 1)]
    [InlineData(BatchState.Cancelling, false, 0)]
    public async Task Commit_KeepsWhatWasAnswered_WhateverStoppedTheBatchMeanwhile(BatchState state, bool goesOn, int kept)
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");
        var claim = Assert.IsType<TakenShard>(await house.Services.GetRequiredService<ShardClaims>().TakeNextAsync(CancellationToken.None)).Claim;
        var item = Assert.Single(await house.Services.GetRequiredService<ShardItems>().LoadHealthyAsync(claim, -1, CancellationToken.None));
        await using (var db = await house.OpenAsync())
        {
            await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(batch => batch.State, state));
            if (state == BatchState.Cancelling)
                await db.Items.ExecuteUpdateAsync(set => set.SetProperty(other => other.State, ItemState.Cancelled));
        }

        var result = ((GenerationFinished)GenerationOutcome.Answer("done").ToEvent("x", 1)).Result;
        var end = new ItemSucceeded(item, new JudgedAnswer(result, new AnswerVerdict(QualityFlags.None, [], null)), Tries: 0);
        Assert.Equal(goesOn, await house.Services.GetRequiredService<ResultCommit>().CommitAsync(claim, [end]));

        Assert.Equal((state, kept), ((await house.GetBatchAsync(id)).State, (await house.GetBatchAsync(id)).SucceededItems));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_EndsEveryItemOnce_WhenAllGoesWell(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "7"));
        var prompts = Prompts(30);
        var id = await house.SubmitPromptsAsync(prompts);

        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 30, 60L, 120L), (batch.State, batch.SucceededItems, batch.PromptTokens, batch.CompletionTokens));
        Assert.NotNull(batch.StartedAt);
        Assert.NotNull(batch.FinishedAt);
        Assert.Equal(prompts.Order(), house.Engine.Sent.Order());
        Assert.Equal(30, (await house.ReadFileAsync(id, ResultFileKind.Output))!.Length);
        Assert.Null(await house.ReadFileAsync(id, ResultFileKind.Errors));
    }

    [Fact]
    public async Task Run_SendsItemsInInputOrder_WhenOneWorkerHasOneSlot()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 1), settings: ("Submission:ItemsPerShard", "10"));
        var prompts = Prompts(45);
        await house.SubmitPromptsAsync(prompts);

        await house.RunJobsAsync(workers: 1);

        Assert.Equal(prompts, house.Engine.Sent);
    }

    [Fact]
    public async Task Run_KeepsTheEngineFullAndNoFuller_WhenThereIsWork()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 3));
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            // The first ones wait until as many are in the engine as will ever be.
            while (house.Engine.LargestInFlight < 6)
                await Task.Delay(1, cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        await house.SubmitPromptsAsync(Prompts(20));

        await house.RunJobsAsync(workers: 1);

        Assert.Equal(6, house.Engine.LargestInFlight);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_EndsEveryItemOnce_WhenTheSameShardIsDeliveredTwiceAtOnce(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var id = await house.SubmitPromptsAsync(Prompts(50));
        var job = Assert.Single(house.Jobs.Enqueued);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TestJobs.ExecuteAsync(house.Services, job, CancellationToken.None))));
        house.Jobs.Clear();
        await RunFinalizeAsync(house, id);

        Assert.Equal(50, house.Engine.Sent.Count);
        Assert.Equal((BatchState.Completed, 50), ((await house.GetBatchAsync(id)).State, (await house.GetBatchAsync(id)).SucceededItems));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_CountsEveryItemOnce_WhenAClaimLapsedAndTwoWorkersHaveTheShard(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, new TestEngine(slots: 40));
        var gate = new Gate();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (house.Engine.Sent.Count <= 20)
                await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        var id = await house.SubmitPromptsAsync(Prompts(20));
        var job = Assert.Single(house.Jobs.Enqueued);

        var first = Task.Run(() => TestJobs.ExecuteAsync(house.Services, job, CancellationToken.None));
        await gate.Reached;
        await LapseClaimsAsync(house);
        var second = Task.Run(() => TestJobs.ExecuteAsync(house.Services, job, CancellationToken.None));
        await second;
        gate.Open();
        await first;

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((20, 20), (batch.SucceededItems, batch.FinishedItems));
        await using var db = await house.OpenAsync();
        Assert.Equal(20, await db.Results.CountAsync());
    }

    [Fact]
    public async Task Run_LeavesTheShardAlone_WhenAnotherWorkerHoldsIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        var gate = new Gate();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        await house.SubmitPromptsAsync("a");
        var job = Assert.Single(house.Jobs.Enqueued);

        var running = house.RunJobsAsync(workers: 1);
        await gate.Reached;
        await TestJobs.ExecuteAsync(house.Services, job, CancellationToken.None);
        gate.Open();
        await running;

        Assert.Empty(house.Jobs.Scheduled);
        Assert.Single(house.Engine.Sent);
    }

    [Fact]
    public async Task Run_GivesTheShardBackAndKeepsWhatIsDone_WhenTheServerShutsDown()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 1));
        using var shutdown = new CancellationTokenSource();
        var gate = new Gate();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (house.Engine.Sent.Count == 3)
                await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        var id = await house.SubmitPromptsAsync(Prompts(5));

        var running = house.RunJobsAsync(workers: 1, shutdown.Token);
        await gate.Reached;
        await house.UntilSucceededAsync(id, 2);
        await shutdown.CancelAsync();
        await running;

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Running, 2), (batch.State, batch.SucceededItems));
        await using var db = await house.OpenAsync();
        Assert.Equal(ShardState.Pending, (await db.Shards.SingleAsync()).State);
    }

    [Fact]
    public async Task Run_LetsWhatIsInTheEngineEnd_WhenTheServerShutsDown()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 2), settings: ("Execution:StopGrace", "00:05:00"));
        using var shutdown = new CancellationTokenSource();
        var gate = new Gate();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        var id = await house.SubmitPromptsAsync(Prompts(20));

        var running = house.RunJobsAsync(workers: 1, shutdown.Token);
        await gate.Reached;
        await shutdown.CancelAsync();
        gate.Open();
        await running;

        // All that was sent is kept, nothing was sent after, and no job is asked again in vain.
        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Running, house.Engine.Sent.Count), (batch.State, batch.SucceededItems));
        Assert.InRange(house.Engine.Sent.Count, 1, 5);
        await using var db = await house.OpenAsync();
        Assert.Equal(ShardState.Pending, (await db.Shards.SingleAsync()).State);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_StoresAnAnswer_WhateverCharactersItHas(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Answer("nul \0 line\u2028 <b> 中文 😀 \u0001"));
        var id = await house.SubmitPromptsAsync("a");

        await house.RunJobsAsync();

        var item = await house.Queries.GetItemAsync(id, 0, CancellationToken.None);
        Assert.Equal("nul \uFFFD line\u2028 <b> 中文 😀 \u0001", item!.Text);
        Assert.Single((await house.ReadFileAsync(id, ResultFileKind.Output))!);
    }

    private static string[] Prompts(int count) => [.. Enumerable.Range(0, count).Select(i => $"prompt {i}")];

    private static async Task LapseClaimsAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        var past = DateTimeOffset.UtcNow.AddMinutes(-1);
        await db.Shards.ExecuteUpdateAsync(set => set.SetProperty(shard => shard.ClaimedUntil, past));
    }

    private static async Task RunFinalizeAsync(BatchHouse house, string publicId)
    {
        await using var db = await house.OpenAsync();
        var batchId = await db.Batches.Where(batch => batch.PublicId == publicId).Select(batch => batch.Id).SingleAsync();
        var finalize = (FinalizeJob)house.Services.GetService(typeof(FinalizeJob))!;
        await finalize.RunAsync(batchId, CancellationToken.None);
    }
}
