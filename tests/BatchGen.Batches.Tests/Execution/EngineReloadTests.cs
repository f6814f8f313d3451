using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patience = BatchGen.Testing.Patience;

namespace BatchGen.Batches.Tests.Execution;

/// <summary>An engine that leaves on purpose, or has no room: nothing is lost, and nobody is blamed.</summary>
public sealed class EngineReloadTests
{
    [Fact]
    public async Task Run_EndsEveryItemOnce_AndBlamesNobody_WhenTheEngineIsReloadedAgainAndAgain()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Submission:ItemsPerShard", "20"));
        // More often in a row than losses would be forgiven.
        house.Engine.Behaviour = (prompt, _) => house.Engine.Deaths < 12
            ? throw new EngineReloadedException()
            : Task.FromResult(GenerationOutcome.Answer(prompt));
        var id = await house.SubmitPromptsAsync(Enumerable.Range(0, 60).Select(i => $"prompt {i}"));

        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 60, 0), (batch.State, batch.SucceededItems, batch.FailedItems));
        Assert.Equal(12, house.Engine.Deaths);
        await using var db = await house.OpenAsync();
        Assert.Equal(0, await db.Items.SumAsync(item => item.EngineLosses));
        Assert.Equal(60, await db.Results.CountAsync());
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_SaysOnTheBatchWhyItWaits_UntilThereIsRoom(StorageProvider provider)
    {
        const string reason = "waiting: needs 1.2 GiB on CPU, 0.9 GiB free under the limit";
        await using var house = await BatchHouse.CreateAsync(provider);
        var id = await house.SubmitPromptsAsync("one", "two");
        house.Engine.WaitForRoom(reason);
        var told = new TaskCompletionSource();
        using var following = house.Services.GetRequiredService<ProgressFeed>().Subscribe(id, progress =>
        {
            if (progress.Problem == reason)
                told.TrySetResult();
        });

        var running = house.RunJobsAsync();
        await told.Task.WaitAsync(Patience.Ceiling);
        Assert.Equal(reason, (await house.GetBatchAsync(id)).WaitingReason);

        house.Engine.MakeRoom();
        await running;
        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 2), (batch.State, batch.SucceededItems));
        Assert.Null(batch.WaitingReason);
    }
}
