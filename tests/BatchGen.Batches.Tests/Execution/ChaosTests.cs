using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Execution;

/// <summary>Engines die, items fail, the server is stopped and started again, jobs come twice: what must hold, holds.</summary>
public sealed class ChaosTests
{
    private const int Items = 60;

    [Theory]
    [InlineData(StorageProvider.Sqlite, 1)]
    [InlineData(StorageProvider.Sqlite, 2)]
    [InlineData(StorageProvider.PostgreSql, 3)]
    public async Task Batch_EndsEveryItemExactlyOnce_WhateverHappens(StorageProvider provider, int seed)
    {
        var random = new Random(seed);
        await using var house = await BatchHouse.CreateAsync(
            provider, settings: [("Submission:ItemsPerShard", "16"), ("Execution:MaxEngineLossesInARow", "1000")]);
        // Stopped after so many prompts, wherever the others are then: a slow machine is stopped as far on its way as a fast one.
        var untilStop = 0;
        CancellationTokenSource? stop = null;
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            for (var pauses = Next(0, 4); pauses > 0; pauses--)
                await Task.Yield();
            if (Interlocked.Decrement(ref untilStop) == 0)
                _ = stop!.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return Next(0, 100) switch
            {
                < 4 => throw new EngineLostException("Killed."),
                < 10 => GenerationOutcome.Failure("engine_step_failed", "No."),
                _ => GenerationOutcome.Answer(prompt),
            };
        };
        var id = await house.SubmitPromptsAsync(Enumerable.Range(0, Items).Select(i => $"prompt {i}"));

        while (!(await house.GetBatchAsync(id)).IsFinished)
        {
            untilStop = Next(10, 2 * Items);
            stop = new CancellationTokenSource();
            await RunUntilStoppedAsync(house, stop.Token);
            stop.Dispose();
            await house.RestartAsync();
            await house.SweepAsync();
            await house.SweepAsync();
        }

        await AssertConsistentAsync(house, id);

        int Next(int from, int to)
        {
            lock (random)
                return random.Next(from, to);
        }
    }

    private static async Task RunUntilStoppedAsync(BatchHouse house, CancellationToken stop)
    {
        try
        {
            await house.RunJobsAsync(workers: 3, stop);
        }
        catch (OperationCanceledException)
        {
            // Stopped in the middle, which is the point.
        }
    }

    private static async Task AssertConsistentAsync(BatchHouse house, string id)
    {
        var batch = await house.GetBatchAsync(id);
        await using var db = await house.OpenAsync();
        var counted = await db.Items.GroupBy(item => item.State).ToDictionaryAsync(group => group.Key, group => group.Count());

        Assert.Equal(BatchState.Completed, batch.State);
        Assert.Equal(Items, batch.SucceededItems + batch.FailedItems);
        Assert.Equal(counted.GetValueOrDefault(ItemState.Succeeded), batch.SucceededItems);
        Assert.Equal(counted.GetValueOrDefault(ItemState.Failed), batch.FailedItems);
        Assert.Equal(batch.SucceededItems, await db.Results.CountAsync());
        Assert.Equal(2L * batch.SucceededItems, batch.PromptTokens);
        Assert.Equal(batch.SucceededItems, (await house.ReadFileAsync(id, ResultFileKind.Output))!.Length);
        Assert.Equal(batch.FailedItems, (await house.ReadFileAsync(id, ResultFileKind.Errors))?.Length ?? 0);
    }
}
