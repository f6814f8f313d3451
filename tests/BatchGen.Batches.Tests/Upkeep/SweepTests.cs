using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Results;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Orders;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Upkeep;

public sealed class SweepTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Turn_GoesOnWhereTheProcessDied_WhenItIsStartedAgain(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, new TestEngine(slots: 1), ("Submission:ItemsPerShard", "6"));
        using var kill = new CancellationTokenSource();
        var gate = new Gate();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (house.Engine.Sent.Count == 9)
                await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        var id = await house.SubmitPromptsAsync(Enumerable.Range(0, 20).Select(i => $"prompt {i}"));
        var running = house.RunJobsAsync(workers: 1, kill.Token);
        await gate.Reached;
        await house.UntilSucceededAsync(id, 8);
        await kill.CancelAsync();
        await running;

        // As a killed process leaves it: the claim still stands.
        await ClaimAllAsync(house, $"{Environment.MachineName}/{Environment.ProcessId}/an-earlier-process/x");
        await house.RestartAsync();
        await house.SweepAsync();
        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 20), (batch.State, batch.SucceededItems));
        Assert.Equal(21, house.Engine.Sent.Count);
        Assert.Equal(20, (await house.ReadFileAsync(id, ResultFileKind.Output))!.Length);
    }

    [Fact]
    public async Task Turn_WritesTheFiles_WhenTheProcessDiedBeforeIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");
        await TestJobs.ExecuteAsync(house.Services, Assert.Single(house.Jobs.Enqueued), CancellationToken.None);
        Assert.Equal(BatchState.Finalizing, (await house.GetBatchAsync(id)).State);

        await house.RestartAsync();
        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal(BatchState.Completed, (await house.GetBatchAsync(id)).State);
    }

    [Fact]
    public async Task Turn_TakesUrgentBatchesFirst_WhenThereAreSeveral()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 1));
        await house.SubmitAsync("normal");
        await house.SubmitAsync("urgent", request => request with { Priority = 1 });
        await house.SubmitAsync("normal too");

        await house.RestartAsync();
        await house.SweepAsync();
        await house.RunJobsAsync(workers: 1);

        Assert.Equal(["urgent", "normal", "normal too"], house.Engine.Sent);
    }

    [Fact]
    public async Task Turn_WaitsForTheClaim_WhenAnotherMachineHoldsIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        await house.SubmitPromptsAsync("a");
        await ClaimAllAsync(house, "another-machine/1/x/y");
        house.Jobs.Clear();

        await house.SweepAsync();

        Assert.Empty(house.Jobs.Enqueued);
    }

    [Fact]
    public async Task Turn_LeavesAloneWhatIsOver_WhenBatchesAreDoneFailedOrCancelled()
    {
        await using var house = await BatchHouse.CreateAsync();
        await house.SubmitPromptsAsync("a");
        var cancelled = await house.SubmitPromptsAsync("b");
        await house.Control.CancelAsync(cancelled, CancellationToken.None);
        await house.RunJobsAsync();

        await house.SweepAsync();

        Assert.Empty(house.Jobs.Enqueued);
        Assert.Empty(house.Jobs.Scheduled);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public async Task Turn_TakesAClaimOfAnotherMachine_OnceItHasLapsed(int lapsesInMinutes, int enqueued)
    {
        await using var house = await BatchHouse.CreateAsync();
        await house.SubmitPromptsAsync("a");
        await ClaimAllAsync(house, "another-machine/1/x/y", lapsesInMinutes);
        house.Jobs.Clear();

        await house.SweepAsync();
        await house.SweepAsync();

        Assert.Equal(enqueued, house.Jobs.Enqueued.Count);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Turn_WakesWorkersOnce_WhenJobsWereLostWhileTheServerRuns(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "1"));
        var id = await house.SubmitPromptsAsync("a", "b", "c");

        await house.SweepAsync();
        Assert.Equal(2, house.Jobs.Enqueued.Count);
        house.Jobs.Clear();
        await house.SweepAsync();
        await house.SweepAsync();
        Assert.Equal(2, house.Jobs.Enqueued.Count);
        await house.RunJobsAsync();

        Assert.Equal((BatchState.Completed, 3), ((await house.GetBatchAsync(id)).State, house.Engine.Sent.Count));
    }

    [Fact]
    public async Task Turn_FindsNothing_WhileTheQueueIsPaused()
    {
        await using var house = await BatchHouse.CreateAsync();
        await house.SubmitPromptsAsync("a");
        await house.Services.GetRequiredService<QueueControl>().PauseAsync("Ada", CancellationToken.None);
        house.Jobs.Clear();

        await house.SweepAsync();

        Assert.Empty(house.Jobs.Enqueued);
    }

    [Fact]
    public async Task Turn_KnowsThatAnotherMachineResumedTheQueue_AndThatItDiedBeforeItTold()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");
        var queue = house.Services.GetRequiredService<QueueControl>();
        await queue.PauseAsync("Ada", CancellationToken.None);
        await house.RunJobsAsync();
        await using (var db = await house.OpenAsync())
            await db.QueuePauses.ExecuteDeleteAsync();

        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Null(queue.Pause);
        Assert.Equal(BatchState.Completed, (await house.GetBatchAsync(id)).State);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Turn_CallsWhoWasNotCalled_OnlyOnceTheBatchHasEnded(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var id = Assert.IsType<SubmissionAccepted>(
            await house.SubmitAsync("a", request => request with { Webhook = new NewWebhook("https://example.com/", NewWebhook.DrawSecret()) })).BatchPublicId;
        await house.SweepAsync();
        Assert.DoesNotContain(JobQueues.Notices, house.Jobs.Queues);

        // As a crash between the end and the call leaves it.
        await house.Control.CancelAsync(id, CancellationToken.None);
        house.Jobs.Clear();
        await EndAsync(house, DateTimeOffset.UtcNow);
        await house.SweepAsync();
        var call = Assert.Single(house.Jobs.Enqueued, job => job.Type == typeof(NoticeJob));

        house.Jobs.Clear();
        house.Jobs.Failed.Add(call);
        await house.SweepAsync();
        house.Jobs.Failed.Clear();
        await EndAsync(house, DateTimeOffset.UtcNow.AddDays(-4));
        await house.SweepAsync();
        Assert.DoesNotContain(house.Jobs.Enqueued, job => job.Type == typeof(NoticeJob));
    }

    [Fact]
    public async Task Turn_GoesThroughTheOtherRows_WhenOneFails()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        await orders.OrderAsync(OrderHouse.Line("a", "one"));
        house.Jobs.Clear();
        await using (var db = await house.OpenAsync())
            await db.Database.ExecuteSqlRawAsync("DROP TABLE \"QueuePauses\"");

        await house.SweepAsync();

        Assert.Equal(typeof(ValidationJob), Assert.Single(house.Jobs.Enqueued).Type);
    }

    private static async Task EndAsync(BatchHouse house, DateTimeOffset at)
    {
        await using var db = await house.OpenAsync();
        await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(batch => batch.State, BatchState.Cancelled).SetProperty(batch => batch.FinishedAt, at));
    }

    private static async Task ClaimAllAsync(BatchHouse house, string holder, int lapsesInMinutes = 1)
    {
        await using var db = await house.OpenAsync();
        var until = DateTimeOffset.UtcNow.AddMinutes(lapsesInMinutes);
        await db.Shards.Where(shard => shard.State == ShardState.Pending).ExecuteUpdateAsync(set => set
            .SetProperty(shard => shard.State, ShardState.Claimed)
            .SetProperty(shard => shard.ClaimedBy, holder)
            .SetProperty(shard => shard.ClaimedUntil, until));
    }
}
