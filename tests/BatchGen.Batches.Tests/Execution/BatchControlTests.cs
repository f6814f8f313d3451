using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Execution;

public sealed class BatchControlTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Cancel_KeepsWhatIsDoneAndStopsTheRest_WhenTheBatchRuns(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, new TestEngine(slots: 1), ("Submission:ItemsPerShard", "4"));
        var gate = new Gate();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (house.Engine.Sent.Count == 3)
                await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        var id = await house.SubmitPromptsAsync(Enumerable.Range(0, 10).Select(i => $"prompt {i}"));

        var running = house.RunJobsAsync(workers: 1);
        await gate.Reached;
        await house.UntilSucceededAsync(id, 2);
        var outcome = await house.Control.CancelAsync(id, CancellationToken.None);
        await running;

        Assert.Equal(new ControlDone(8), outcome);
        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Cancelled, 2, 8), (batch.State, batch.SucceededItems, batch.CancelledItems));
        Assert.Equal(3, house.Engine.Sent.Count);
        Assert.Equal(2, (await house.ReadFileAsync(id, ResultFileKind.Output))!.Length);
        Assert.Equal(8, (await house.ReadFileAsync(id, ResultFileKind.Errors))!.Length);
    }

    [Fact]
    public async Task Cancel_NeedsNoWorker_WhenTheBatchIsQueued()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a", "b");

        Assert.Equal(new ControlDone(2), await house.Control.CancelAsync(id, CancellationToken.None));
        Assert.Equal(new ControlDone(0), await house.Control.CancelAsync(id, CancellationToken.None));
        await house.RunJobsAsync();

        Assert.Equal((BatchState.Cancelled, 2), ((await house.GetBatchAsync(id)).State, (await house.GetBatchAsync(id)).CancelledItems));
        Assert.Empty(house.Engine.Sent);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, 1)]
    [InlineData(StorageProvider.Sqlite, 2)]
    [InlineData(StorageProvider.PostgreSql, 1)]
    public async Task Retry_ClosesShardsWhoseItemsHadEnded_WhenASiblingFailedTheBatch(StorageProvider provider, int answered)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "1"));
        var id = await house.SubmitPromptsAsync("a", "b");
        for (var i = 0; i < answered; i++)
            await house.RunNextShardAsync();
        house.Jobs.Clear();
        await using (var db = await house.OpenAsync())
        {
            // As a failure leaves it that comes between a shard's last answer and its closing.
            await db.Shards.ExecuteUpdateAsync(set => set.SetProperty(shard => shard.State, ShardState.Pending));
            await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(batch => batch.State, BatchState.Failed));
        }

        var outcome = await house.Control.RetryFailedAsync(id, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal(new ControlDone(2 - answered), outcome);
        Assert.Equal((BatchState.Completed, 2), ((await house.GetBatchAsync(id)).State, (await house.GetBatchAsync(id)).SucceededItems));
        Assert.Equal(2, house.Engine.Sent.Count);
    }

    [Fact]
    public async Task Cancel_WritesWhatThereIs_WhenTheBatchFailedAsAWhole()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await FailAsync(house);

        await house.Control.CancelAsync(id, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal(BatchState.Cancelled, (await house.GetBatchAsync(id)).State);
        Assert.Equal(2, (await house.ReadFileAsync(id, ResultFileKind.Errors))!.Length);
        Assert.Empty((await house.ReadFileAsync(id, ResultFileKind.Output))!);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task RetryFailed_RunsFailedItemsOnly_WhenTheBatchIsCompleted(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "2"));
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(prompt is "b" or "f"
            ? GenerationOutcome.Failure("engine_step_failed", "No.")
            : GenerationOutcome.Answer(prompt));
        var id = await house.SubmitPromptsAsync("a", "b", "c", "d", "e", "f");
        await house.RunJobsAsync();
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));

        var outcome = await house.Control.RetryFailedAsync(id, CancellationToken.None);
        Assert.Null(await house.ReadFileAsync(id, ResultFileKind.Output));
        await house.RunJobsAsync();

        Assert.Equal(new ControlDone(2), outcome);
        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 6, 0), (batch.State, batch.SucceededItems, batch.FailedItems));
        Assert.Equal(["b", "f"], house.Engine.Sent.Skip(6).Order());
        Assert.Equal(6, (await house.ReadFileAsync(id, ResultFileKind.Output))!.Length);
        Assert.Null(await house.ReadFileAsync(id, ResultFileKind.Errors));
        Assert.Single(Directory.GetFiles(Path.Combine(house.DataDirectory, "batches", id)));
    }

    [Fact]
    public async Task RetryFailed_GoesOnWhereItStopped_WhenTheBatchFailedAsAWhole()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await FailAsync(house);

        var outcome = await house.Control.RetryFailedAsync(id, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal(new ControlDone(2), outcome);
        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 2, null), (batch.State, batch.SucceededItems, batch.Problem));
    }

    [Fact]
    public async Task RetryFailed_Refuses_WhenTheFailedLinesNeverWereRequests()
    {
        await using var house = await BatchHouse.CreateAsync();
        var accepted = Assert.IsType<SubmissionAccepted>(
            await house.SubmitAsync("{}\n{\"prompt\":\"a\"}", request => request with { OnBadLines = OnBadLines.Accept }));
        await house.RunJobsAsync();

        var refused = Assert.IsType<ControlRefused>(await house.Control.RetryFailedAsync(accepted.BatchPublicId, CancellationToken.None));

        Assert.Equal("nothing_to_retry", refused.Code);
        Assert.Equal(
            (BatchState.Completed, 1),
            ((await house.GetBatchAsync(accepted.BatchPublicId)).State, (await house.GetBatchAsync(accepted.BatchPublicId)).FailedItems));
    }

    [Fact]
    public async Task Control_Refuses_WhenTheStateDoesNotAllowIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        var queued = await house.SubmitPromptsAsync("a");
        Assert.Equal("batch_active", await RefusalAsync(house.Control.DeleteAsync(queued, "Ada", CancellationToken.None)));
        Assert.Equal("batch_active", await RefusalAsync(house.Control.RetryFailedAsync(queued, CancellationToken.None)));

        await house.RunJobsAsync();
        Assert.Equal("batch_finished", await RefusalAsync(house.Control.CancelAsync(queued, CancellationToken.None)));
        Assert.Equal("nothing_to_retry", await RefusalAsync(house.Control.RetryFailedAsync(queued, CancellationToken.None)));
    }

    [Fact]
    public async Task Control_Refuses_WhenThereIsNoSuchBatch()
    {
        await using var house = await BatchHouse.CreateAsync();

        Assert.Equal("batch_not_found", await RefusalAsync(house.Control.CancelAsync("batch_x", CancellationToken.None)));
        Assert.Equal("batch_not_found", await RefusalAsync(house.Control.RetryFailedAsync("batch_x", CancellationToken.None)));
        Assert.Equal("batch_not_found", await RefusalAsync(house.Control.DeleteAsync("batch_x", "Ada", CancellationToken.None)));
    }

    private static async Task<string> RefusalAsync(Task<ControlOutcome> outcome) => Assert.IsType<ControlRefused>(await outcome).Code;

    private static async Task<string> FailAsync(BatchHouse house)
    {
        var id = await house.SubmitPromptsAsync("a", "b");
        house.Engine.LoadProblem = new EngineException("model_too_large", "It does not fit.");
        await house.RunJobsAsync();
        house.Engine.LoadProblem = null;
        return id;
    }
}
