using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Execution;

/// <summary>What comes of an item, a model, an error and a database that cannot be relied on.</summary>
public sealed class ShardFailureTests
{
    [Fact]
    public async Task Run_FailsTheItemAndGoesOn_WhenTheEngineRefusesIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(prompt == "prompt 1"
            ? GenerationOutcome.Failure("engine_step_failed", "The step failed.\0")
            : GenerationOutcome.Answer(prompt));
        var id = await house.SubmitPromptsAsync(Prompts(3));

        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 2, 1), (batch.State, batch.SucceededItems, batch.FailedItems));
        var failed = (await house.GetItemsAsync(id))[1];
        Assert.Equal((ItemState.Failed, "engine_step_failed"), (failed.State, failed.ErrorCode));
    }

    [Fact]
    public async Task Run_FailsTheBatchAndKeepsItsItems_WhenTheModelCannotBeLoaded()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync(Prompts(3));
        house.Engine.LoadProblem = new EngineException("model_too_large", "It does not fit.");

        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Failed, "model_too_large", "It does not fit."), (batch.State, batch.ProblemCode, batch.Problem?.ToString()));
        Assert.All(await house.GetItemsAsync(id), item => Assert.Equal(ItemState.Pending, item.State));
        Assert.Empty(house.Jobs.Enqueued);
    }

    [Fact]
    public async Task Run_TriesAgainAndThenGivesUp_WhenAnErrorIsUnexpected()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Execution:MaxShardFailures", "3"));
        house.Engine.Behaviour = (_, _) => throw new InvalidDataException("A bug.");
        var id = await house.SubmitPromptsAsync("a");

        await house.RunJobsAsync();
        Assert.Contains("A bug.", (await house.GetBatchAsync(id)).WaitingReason?.ToString(), StringComparison.Ordinal);
        while (house.Jobs.Scheduled.TryDequeue(out var again))
        {
            // Not before its time, whoever looks.
            await TestJobs.ExecuteAsync(house.Services, again, CancellationToken.None);
            var sent = house.Engine.Sent.Count;
            await LapseClaimsAsync(house);
            await TestJobs.ExecuteAsync(house.Services, again, CancellationToken.None);
            Assert.Equal(sent + 1, house.Engine.Sent.Count);
        }

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Failed, "shard_failed", 3), (batch.State, batch.ProblemCode, house.Engine.Sent.Count));
    }

    [Fact]
    public async Task Run_HoldsNothingAgainstTheShard_WhenTheDatabaseIsAway()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Execution:MaxShardFailures", "1"));
        house.Engine.Behaviour = (_, _) => throw new SqliteException("database or disk is full", 13);
        var id = await house.SubmitPromptsAsync("a");

        // Thrown on: Hangfire tries it again, however long the database is away.
        await Assert.ThrowsAsync<SqliteException>(() => house.RunJobsAsync(workers: 1));
        Assert.Equal(BatchState.Running, (await house.GetBatchAsync(id)).State);
        await using (var db = await house.OpenAsync())
            Assert.Equal([(ShardState.Pending, 0)], await db.Shards.Select(shard => ValueTuple.Create(shard.State, shard.Failures)).ToListAsync());

        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));
        await house.SweepAsync();
        await house.RunJobsAsync();
        Assert.Equal((BatchState.Completed, 1), ((await house.GetBatchAsync(id)).State, (await house.GetBatchAsync(id)).SucceededItems));
    }

    private static string[] Prompts(int count) => [.. Enumerable.Range(0, count).Select(i => $"prompt {i}")];

    private static async Task LapseClaimsAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        var past = DateTimeOffset.UtcNow.AddMinutes(-1);
        await db.Shards.ExecuteUpdateAsync(set => set.SetProperty(shard => shard.ClaimedUntil, past));
    }
}
