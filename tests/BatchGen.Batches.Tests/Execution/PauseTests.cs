using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Execution;

public sealed class PauseTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Pause_KeepsWhatIsDoneAndRunsTheRestOnce_WhenResumedAfterARestart(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, new TestEngine(slots: 1), ("Submission:ItemsPerShard", "4"));
        var gate = HoldAt(house, sent: 3);
        var id = await house.SubmitPromptsAsync(Prompts(10));

        var running = house.RunJobsAsync(workers: 1);
        await gate.Reached;
        await house.UntilSucceededAsync(id, 2);
        var paused = await house.Control.PauseAsync(id, "Ada", CancellationToken.None);
        await running;
        await house.RestartAsync();
        await house.SweepAsync();
        await house.RunJobsAsync();

        var standing = await house.GetBatchAsync(id);
        Assert.Equal(new ControlDone(8), paused);
        Assert.Equal(
            (BatchState.Paused, 2, "Paused by Ada.", "Ada"), (standing.State, standing.SucceededItems, standing.WaitingReason?.ToString(), standing.PausedBy));

        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));
        Assert.Equal(new ControlDone(8), await house.Control.ResumeAsync(id, CancellationToken.None));
        await house.RunJobsAsync();
        await ExpectEveryItemOnceAsync(house, id, 10);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task PauseTheQueue_StopsEveryBatchAndLosesNothing_WhenResumedAfterARestart(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, new TestEngine(slots: 1), ("Submission:ItemsPerShard", "3"));
        var gate = HoldAt(house, sent: 4);
        var first = await house.SubmitPromptsAsync(Prompts(7));
        var second = await house.SubmitPromptsAsync(Prompts(5));

        var running = house.RunJobsAsync(workers: 2);
        await gate.Reached;
        await Queue(house).PauseAsync("Ada", CancellationToken.None);
        await running;
        // The other worker may have sent one more.
        var sent = house.Engine.Sent.Count;
        await house.RestartAsync();
        await Queue(house).LoadAsync(CancellationToken.None);
        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal("Ada", Queue(house).Pause!.By);
        Assert.InRange(sent, 4, 5);
        Assert.Equal(sent, house.Engine.Sent.Count);
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));
        await Queue(house).ResumeAsync("Bob", CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Null(Queue(house).Pause);
        await ExpectEveryItemOnceAsync(house, first, 7);
        await ExpectEveryItemOnceAsync(house, second, 5);
        await using var db = await house.OpenAsync();
        Assert.Equal([("Ada", "paused"), ("Bob", "running")], (await db.Audit.OrderBy(entry => entry.Id).ToListAsync()).Select(entry => (entry.Who, entry.To)));
    }

    [Fact]
    public async Task PauseTheQueue_IsToldOnce_WhenPausedTwice()
    {
        await using var house = await BatchHouse.CreateAsync();
        var told = 0;
        using var subscription = Queue(house).Subscribe(() => told++);

        await Queue(house).PauseAsync("Ada", CancellationToken.None);
        await Queue(house).PauseAsync("Bob", CancellationToken.None);

        Assert.Equal((1, "Ada"), (told, Queue(house).Pause!.By));
        subscription.Dispose();
        await Queue(house).ResumeAsync("Bob", CancellationToken.None);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Control_Refuses_WhenTheStateDoesNotAllowIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");

        Assert.Equal("batch_not_paused", await RefusalAsync(house.Control.ResumeAsync(id, CancellationToken.None)));
        await house.RunJobsAsync();
        Assert.Equal("batch_finished", await RefusalAsync(house.Control.PauseAsync(id, "Ada", CancellationToken.None)));
        Assert.Equal("batch_not_found", await RefusalAsync(house.Control.PauseAsync("batch_x", "Ada", CancellationToken.None)));
        Assert.Equal("batch_not_found", await RefusalAsync(house.Control.ResumeAsync("batch_x", CancellationToken.None)));
    }

    [Fact]
    public async Task Cancel_WritesWhatThereIs_WhenTheBatchIsPaused()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a", "b");
        await house.Control.PauseAsync(id, "Ada", CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal(new ControlDone(2), await house.Control.CancelAsync(id, CancellationToken.None));
        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Cancelled, 2, null), (batch.State, batch.CancelledItems, batch.PausedBy));
    }

    private static QueueControl Queue(BatchHouse house) => house.Services.GetRequiredService<QueueControl>();

    private static Gate HoldAt(BatchHouse house, int sent)
    {
        var gate = new Gate();
        var calls = 0;
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            // From there on, so that a worker beside it sends one more at most, however late the pause comes.
            if (Interlocked.Increment(ref calls) >= sent)
                await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        return gate;
    }

    private static IEnumerable<string> Prompts(int count) => Enumerable.Range(0, count).Select(i => $"prompt {i}");

    private static async Task ExpectEveryItemOnceAsync(BatchHouse house, string id, int items)
    {
        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, items, 0, 0), (batch.State, batch.SucceededItems, batch.FailedItems, batch.CancelledItems));
        Assert.Null(batch.PausedBy);
        var lines = (await house.ReadFileAsync(id, ResultFileKind.Output))!;
        Assert.Equal(items, lines.Distinct().Count());
        Assert.Equal(items, lines.Length);
    }

    private static async Task<string> RefusalAsync(Task<ControlOutcome> outcome) => Assert.IsType<ControlRefused>(await outcome).Code;
}
