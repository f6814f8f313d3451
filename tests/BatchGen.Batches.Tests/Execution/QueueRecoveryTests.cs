using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Execution;

public sealed class QueueRecoveryTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task EnqueueUnfinished_GoesOnWhereTheProcessDied_WhenItIsStartedAgain(StorageProvider provider)
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
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        // As a killed process leaves it: the claim still stands.
        await ClaimAllAsync(house, $"{Environment.MachineName}/{Environment.ProcessId}/an-earlier-process/x");
        await house.RestartAsync();
        await RecoverAsync(house);
        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 20), (batch.State, batch.SucceededItems));
        Assert.Equal(21, house.Engine.Sent.Count);
        Assert.Equal(20, (await house.ReadFileAsync(id, ResultFileKind.Output))!.Length);
    }

    [Fact]
    public async Task EnqueueUnfinished_WritesTheFiles_WhenTheProcessDiedBeforeIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");
        await TestJobs.ExecuteAsync(house.Services, Assert.Single(house.Jobs.Enqueued), CancellationToken.None);
        Assert.Equal(BatchState.Finalizing, (await house.GetBatchAsync(id)).State);

        await house.RestartAsync();
        await RecoverAsync(house);
        await house.RunJobsAsync();

        Assert.Equal(BatchState.Completed, (await house.GetBatchAsync(id)).State);
    }

    [Fact]
    public async Task EnqueueUnfinished_TakesUrgentBatchesFirst_WhenThereAreSeveral()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 1));
        await house.SubmitAsync("normal");
        await house.SubmitAsync("urgent", request => request with { Priority = 1 });
        await house.SubmitAsync("normal too");

        await house.RestartAsync();
        await RecoverAsync(house);
        await house.RunJobsAsync(workers: 1);

        Assert.Equal(["urgent", "normal", "normal too"], house.Engine.Sent);
    }

    [Fact]
    public async Task EnqueueUnfinished_WaitsForTheClaim_WhenAnotherMachineHoldsIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        await house.SubmitPromptsAsync("a");
        await ClaimAllAsync(house, "another-machine/1/x/y");
        house.Jobs.Clear();

        await RecoverAsync(house);

        Assert.Empty(house.Jobs.Enqueued);
        Assert.Single(house.Jobs.Scheduled);
    }

    [Fact]
    public async Task EnqueueUnfinished_LeavesAloneWhatIsOver_WhenBatchesAreDoneFailedOrCancelled()
    {
        await using var house = await BatchHouse.CreateAsync();
        await house.SubmitPromptsAsync("a");
        var cancelled = await house.SubmitPromptsAsync("b");
        await house.Control.CancelAsync(cancelled, CancellationToken.None);
        await house.RunJobsAsync();

        await RecoverAsync(house);

        Assert.Empty(house.Jobs.Enqueued);
        Assert.Empty(house.Jobs.Scheduled);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public async Task EnqueueAbandoned_TakesOnlyLapsedClaims_WhenItLooks(int lapsesInMinutes, int enqueued)
    {
        await using var house = await BatchHouse.CreateAsync();
        await house.SubmitPromptsAsync("a");
        await ClaimAllAsync(house, "another-machine/1/x/y", lapsesInMinutes);
        await house.SubmitPromptsAsync("still queued");
        house.Jobs.Clear();

        await house.Services.GetRequiredService<QueueRecovery>().EnqueueAbandonedAsync(CancellationToken.None);

        Assert.Equal(enqueued, house.Jobs.Enqueued.Count);
    }

    private static Task RecoverAsync(BatchHouse house) =>
        house.Services.GetRequiredService<QueueRecovery>().EnqueueUnfinishedAsync(CancellationToken.None);

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
