using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tests.Orders;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace BatchGen.Batches.Tests.Execution;

/// <summary>
/// Whatever two people, or a person and the server, do to a batch at the same time: it ends where one of them would expect it, with
/// every item counted once, or waits where a person can let it go on. All pairs, from every state.
/// </summary>
public sealed class ActionPairsTests(ITestOutputHelper output)
{
    private static readonly string[] Actions = ["cancel", "pause", "resume", "retry", "delete", "expire", "fail", "finish"];

    public static TheoryData<StorageProvider, BatchState> Cases
    {
        get
        {
            var cases = new TheoryData<StorageProvider, BatchState>();
            // Of one that is being deleted nobody knows any more: DeletionTests.
            foreach (var state in Enum.GetValues<BatchState>().Except([BatchState.Deleting]))
                cases.Add(StorageProvider.Sqlite, state);
            // Where two transactions really are open at once.
            foreach (var state in new[] { BatchState.Validating, BatchState.Running, BatchState.Paused, BatchState.Finalizing, BatchState.Failed })
                cases.Add(StorageProvider.PostgreSql, state);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Pair_EndsWhereSomebodyWouldExpectIt_FromEveryState(StorageProvider provider, BatchState from)
    {
        await using var house = await BatchHouse.CreateAsync(provider, new TestEngine(slots: 2), ("Submission:ItemsPerShard", "2"));
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(
            prompt == "bad" ? GenerationOutcome.Failure("engine_step_failed", "No.") : GenerationOutcome.Answer(prompt));
        for (var first = 0; first < Actions.Length; first++)
        {
            for (var second = first; second < Actions.Length; second++)
                await RunAsync(house, from, Actions[first], Actions[second]);
        }
    }

    private async Task RunAsync(BatchHouse house, BatchState from, string first, string second)
    {
        var batch = await MakeAsync(house, from);
        await Task.WhenAll(Task.Run(() => ActAsync(house, batch, first)), Task.Run(() => ActAsync(house, batch, second)));
        await SettleAsync(house);

        var end = await FindAsync(house, batch.Id);
        var what = $"{from}: {first} and {second} → {end?.State.ToString() ?? "deleted"}";
        output.WriteLine(what);
        Assert.True(IsExpected(from, [first, second], end?.State), what);
        if (end is null)
            return;

        await AssertCountedOnceAsync(house, end, what);
        if (end.State is BatchState.Paused)
            Assert.IsType<ControlDone>(await house.Control.ResumeAsync(end.PublicId, CancellationToken.None));
        if (end is { State: BatchState.Failed, TotalItems: > 0 })
            Assert.IsType<ControlDone>(await house.Control.RetryFailedAsync(end.PublicId, CancellationToken.None));
        await SettleAsync(house);
        var at = await FindAsync(house, batch.Id);
        Assert.True(at!.State.IsAtRest() && (at.State != BatchState.Failed || at.TotalItems == 0), $"{what}, then {at.State}");
        await AssertCountedOnceAsync(house, at, what);
    }

    /// <summary>Somebody wanted it so, or it was so before, or nobody stood in the way of its end.</summary>
    private static bool IsExpected(BatchState from, string[] actions, BatchState? end) =>
        end is { } state ? IsExpected(from, actions, state) : actions.Contains("delete");

    private static bool IsExpected(BatchState from, string[] actions, BatchState end) => end switch
    {
        BatchState.Paused => from == BatchState.Paused || actions.Contains("pause"),
        BatchState.Failed => from == BatchState.Failed || actions.Contains("fail"),
        BatchState.Cancelled => from is BatchState.Cancelled or BatchState.Cancelling || actions.Contains("cancel") || actions.Contains("expire"),
        // What had failed is tried again also when the rest was cancelled.
        BatchState.Completed => from != BatchState.Cancelling && (from != BatchState.Cancelled || actions.Contains("retry")),
        BatchState.Validating or BatchState.Queued or BatchState.Running or BatchState.Finalizing or BatchState.Cancelling or BatchState.Deleting => false,
    };

    private static async Task<Batch> MakeAsync(BatchHouse house, BatchState state)
    {
        var batch = await new OrderHouse(house).OrderAsync(
            OrderHouse.Line("a", "one"), OrderHouse.Line("b", "bad"), OrderHouse.Line("c", "three"), OrderHouse.Line("d", "four"));
        if (state == BatchState.Validating)
            return batch;
        await house.Services.GetRequiredService<ValidationJob>().RunAsync(batch.Id, CancellationToken.None);
        var shards = state switch
        {
            BatchState.Queued or BatchState.Cancelling => 0,
            BatchState.Running or BatchState.Paused or BatchState.Failed => 1,
            _ => 2,
        };
        for (var i = 0; i < shards; i++)
            await house.RunNextShardAsync();
        switch (state)
        {
            case BatchState.Paused:
                await ActAsync(house, batch, "pause");
                break;
            case BatchState.Failed:
                await ActAsync(house, batch, "fail");
                break;
            case BatchState.Cancelling:
                await ActAsync(house, batch, "cancel");
                break;
            case BatchState.Completed:
                await SettleAsync(house);
                break;
            case BatchState.Cancelled:
                await SettleAsync(house);
                await using (var db = await house.OpenAsync())
                    await db.Batches.Where(other => other.Id == batch.Id).ExecuteUpdateAsync(
                        set => set.SetProperty(other => other.State, BatchState.Cancelled));
                break;
        }

        Assert.Equal(state, (await FindAsync(house, batch.Id))!.State);
        return batch;
    }

    private static Task ActAsync(BatchHouse house, Batch batch, string action) => action switch
    {
        "cancel" => house.Control.CancelAsync(batch.PublicId, CancellationToken.None),
        "pause" => house.Control.PauseAsync(batch.PublicId, "Ada", CancellationToken.None),
        "resume" => house.Control.ResumeAsync(batch.PublicId, CancellationToken.None),
        "retry" => house.Control.RetryFailedAsync(batch.PublicId, CancellationToken.None),
        "delete" => house.Control.DeleteAsync(batch.PublicId, "Ada", CancellationToken.None),
        "expire" => house.Control.ExpireAsync(batch.PublicId, CancellationToken.None),
        "fail" => house.Services.GetRequiredService<ShardFailures>().FailBatchAsync(
            new ShardClaim(0, batch.Id, batch.PublicId, null, 0, 0, 0, "nobody", "", null, BatchSettings.None), "model_too_large", "It does not fit."),
        "finish" => house.RunJobsAsync(),
        _ => throw new ArgumentException(action, nameof(action)),
    };

    private static async Task SettleAsync(BatchHouse house)
    {
        await house.RunJobsAsync();
        await house.SweepAsync();
        await house.RunJobsAsync();
    }

    private static async Task<Batch?> FindAsync(BatchHouse house, long id)
    {
        await using var db = await house.OpenAsync();
        return await db.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.Id == id);
    }

    private static async Task AssertCountedOnceAsync(BatchHouse house, Batch batch, string what)
    {
        await using var db = await house.OpenAsync();
        var states = await db.Items.Where(item => item.BatchId == batch.Id).GroupBy(item => item.State).ToDictionaryAsync(
            group => group.Key, group => group.Count());
        var results = await db.Items.CountAsync(item => item.BatchId == batch.Id && db.Results.Any(result => result.ItemId == item.Id));
        var claimed = await db.Shards.CountAsync(shard => shard.BatchId == batch.Id && shard.State == ShardState.Claimed);
        Assert.True(
            (Count(ItemState.Succeeded), Count(ItemState.Failed), Count(ItemState.Cancelled)) == (batch.SucceededItems, batch.FailedItems, batch.CancelledItems)
            && (results, claimed) == (batch.SucceededItems, 0),
            $"{what}: {string.Join(", ", states)}; the batch counts {batch.SucceededItems}, {batch.FailedItems}, {batch.CancelledItems}; {results} results, {claimed} shards claimed");
        if (batch.State is BatchState.Completed or BatchState.Cancelled && batch.OutputFile is not null)
        {
            Assert.True(Count(ItemState.Pending) == 0, $"{what}: {Count(ItemState.Pending)} items are pending");
            Assert.Equal(batch.SucceededItems, (await house.ReadFileAsync(batch.PublicId, ResultFileKind.Output))!.Length);
        }

        int Count(ItemState state) => states.GetValueOrDefault(state);
    }
}
