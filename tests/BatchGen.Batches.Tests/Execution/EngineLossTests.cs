using System.Collections.Concurrent;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sampling;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Execution;

public sealed class EngineLossTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_EndsEveryItemOnce_WhenTheEngineDiesMidway(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "20"));
        var calls = 0;
        house.Engine.Behaviour = (prompt, _) => Interlocked.Increment(ref calls) is 13 or 37
            ? throw new EngineLostException("Killed from outside.")
            : Task.FromResult(GenerationOutcome.Answer(prompt));
        var id = await house.SubmitPromptsAsync(Enumerable.Range(0, 60).Select(i => $"prompt {i}"));

        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 60, 0), (batch.State, batch.SucceededItems, batch.FailedItems));
        Assert.Equal(2, house.Engine.Deaths);
        await using var db = await house.OpenAsync();
        Assert.Equal(60, await db.Results.CountAsync());
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_QuarantinesTheItem_WhenItKillsTheEngineEveryTime(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "10"));
        house.Engine.Behaviour = (prompt, _) => prompt == "prompt 5"
            ? throw new EngineLostException("Out of memory.")
            : Task.FromResult(GenerationOutcome.Answer(prompt));
        var id = await house.SubmitPromptsAsync(Enumerable.Range(0, 20).Select(i => $"prompt {i}"));

        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, 19, 1), (batch.State, batch.SucceededItems, batch.FailedItems));
        var item = (await house.GetItemsAsync(id))[5];
        Assert.Equal((ItemState.Failed, "engine_crash_quarantined"), (item.State, item.ErrorCode));
        Assert.Contains("Out of memory.", item.ErrorMessage?.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, house.Engine.Sent.Count(prompt => prompt == "prompt 5"));
    }

    [Fact]
    public async Task Run_QuarantinesOnlyTheGuilty_WhenInnocentBatchesShareTheEngine()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 4), settings: ("Submission:ItemsPerShard", "5"));
        var beside = new ConcurrentDictionary<string, int>();
        var running = 0;
        house.Engine.Behaviour = async (prompt, _) =>
        {
            var others = Interlocked.Increment(ref running) - 1;
            try
            {
                await Task.Yield();
                if (!prompt.StartsWith("killer", StringComparison.Ordinal))
                    return GenerationOutcome.Answer(prompt);
                beside[$"{prompt} {house.Engine.Sent.Count(sent => sent == prompt)}"] = others;
                throw new EngineLostException("Killed.");
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        };
        var first = await house.SubmitPromptsAsync(["killer 1", .. Enumerable.Range(0, 20).Select(i => $"a {i}")]);
        var second = await house.SubmitPromptsAsync([.. Enumerable.Range(0, 20).Select(i => $"b {i}"), "killer 2"]);

        await house.RunJobsAsync(workers: 4);

        Assert.Equal((20, 1), ((await house.GetBatchAsync(first)).SucceededItems, (await house.GetBatchAsync(first)).FailedItems));
        Assert.Equal((20, 1), ((await house.GetBatchAsync(second)).SucceededItems, (await house.GetBatchAsync(second)).FailedItems));
        Assert.Equal([0, 0, 0, 0], beside.Where(
            pair => pair.Key.EndsWith(" 2", StringComparison.Ordinal) || pair.Key.EndsWith(" 3", StringComparison.Ordinal)).Select(pair => pair.Value));
    }

    [Fact]
    public async Task Run_FailsTheBatch_WhenTheEngineDiesAgainAndAgainWithoutAnItem()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Execution:MaxEngineLossesInARow", "2"));
        var id = await house.SubmitPromptsAsync("a", "b");
        house.Engine.LoadProblem = new EngineLostException("Died while loading.");

        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Failed, "engine_lost_repeatedly"), (batch.State, batch.ProblemCode));
        Assert.Contains("Died while loading.", batch.Problem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FailsTheBatchInsteadOfEveryItem_WhenTheEngineDiesOfEverything()
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (_, _) => throw new EngineLostException("The card fell off the bus.");
        var id = await house.SubmitPromptsAsync(Enumerable.Range(0, 30).Select(i => $"prompt {i}"));

        await house.RunJobsAsync();
        Assert.Equal((BatchState.Failed, "engine_lost_repeatedly"), ((await house.GetBatchAsync(id)).State, (await house.GetBatchAsync(id)).ProblemCode));
        Assert.Equal(11, house.Engine.Deaths);

        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));
        await house.Control.RetryFailedAsync(id, CancellationToken.None);
        await house.RunJobsAsync();
        Assert.Equal((BatchState.Completed, 30), ((await house.GetBatchAsync(id)).State, (await house.GetBatchAsync(id)).SucceededItems));
    }

    [Fact]
    public async Task Run_HoldsNothingAgainstItemsThatOnlyWaited_WhenTheEngineDies()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 1));
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (house.Engine.Sent.Count > 1)
                return GenerationOutcome.Answer(prompt);

            // Both requests are in the engine, one of them in its slot.
            while (house.Engine.LargestInFlight < 2)
                await Task.Delay(1, cancellationToken);
            throw new EngineLostException("Killed.");
        };
        await house.SubmitPromptsAsync("a", "b");

        await house.RunJobsAsync(workers: 1);

        await using var db = await house.OpenAsync();
        var items = await db.Items.OrderBy(item => item.Ordinal).ToListAsync();
        Assert.Equal([1, 0], items.Select(item => item.EngineLosses));
        Assert.Equal([2, 2], items.Select(item => item.Attempts));
    }

    /// <summary>It may die in the very step that a request begins in, before its call says so: the one to suspect would be blamed last.</summary>
    [Fact]
    public void TakeLost_SuspectsWhatBeganLast_ThoughItsStartWasNeverHeard()
    {
        using var inFlight = new InFlightItems(limit: 3);
        foreach (var id in (string[])["running", "killer", "queued up"])
            inFlight.Add(new Generation(ItemOf(id), Piece: null, new GenerationRequest(id, new ChatPrompt([]), new SamplingSettings())));
        inFlight.Start("running");

        var lost = inFlight.TakeLost(["long done", "killer"]);

        Assert.Equal(["running", "killer"], lost.Suspects.Select(item => item.CustomId));
        Assert.Equal(["queued up"], lost.Bystanders.Select(item => item.CustomId));
    }

    private static ShardItem ItemOf(string id) =>
        new(Id: id.Length, Ordinal: 0, id, Attempts: 0, EngineLosses: 0, PromptTokens: 1, Parts: 0, CutsJson: null, new ItemRequest { Prompt = id });
}
