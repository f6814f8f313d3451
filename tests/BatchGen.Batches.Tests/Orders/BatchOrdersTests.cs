using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Orders;

public sealed class BatchOrdersTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Order_BecomesABatchWithFiles_WhenItsFileIsGood(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var orders = new OrderHouse(house);

        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"), OrderHouse.Line("b", "two", ",\"temperature\":9"));
        Assert.Equal("validating", OrderStatus.Of(order));
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal("completed", OrderStatus.Of(ended));
        Assert.Equal((2, 1, 1), (ended.TotalItems, ended.SucceededItems, ended.FailedItems));
        Assert.Contains("\"custom_id\":\"a\"", Assert.Single(await orders.ReadAsync(ended.Order!.OutputFileId!)), StringComparison.Ordinal);
        Assert.Contains("value_out_of_range", Assert.Single(await orders.ReadAsync(ended.Order!.ErrorFileId!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_FailsWithLineNumbers_WhenLinesAreNoRequests()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);

        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"), "{no json", OrderHouse.Line("a", "again"));
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal("failed", OrderStatus.Of(ended));
        Assert.Equal(
            [(2, ProblemCodes.InvalidJson), (3, ProblemCodes.DuplicateCustomId)], OrderStatus.ErrorsOf(ended).Select(error => (error.Line!.Value, error.Code)));
        Assert.Equal((0, BatchState.Failed), (ended.TotalItems, ended.State));
        Assert.StartsWith("Its file was refused at line 2: ", ended.Problem!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Order_IsOneBatch_WhenItsFileIsReadTwice(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        var validation = Assert.Single(house.Jobs.Enqueued);
        // A second worker reads it while the first does, and comes first.
        var isSecond = false;
        house.Engine.WhileCounting = async () =>
        {
            if (isSecond)
                return;
            isSecond = true;
            await TestJobs.ExecuteAsync(house.Services, validation, CancellationToken.None);
        };

        await house.RunJobsAsync();

        Assert.Equal("completed", OrderStatus.Of(await orders.GetAsync(order)));
        await using var after = await house.OpenAsync();
        Assert.Equal(1, await after.Batches.CountAsync());
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Cancel_LeavesNoItemsBehind_WhileTheFileIsBeingRead(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        house.Engine.WhileCounting = () => orders.Orders.CancelAsync(order.PublicId, CancellationToken.None);

        await house.RunJobsAsync();
        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal("cancelled", OrderStatus.Of(await orders.GetAsync(order)));
        Assert.Empty(house.Engine.Sent);
        await using var after = await house.OpenAsync();
        Assert.Equal((1, 0), (await after.Batches.CountAsync(), await after.Items.CountAsync()));
    }

    [Theory]
    [InlineData(true, "cancelled")]
    [InlineData(false, "expired")]
    public async Task Paused_IsInProgressAndCanStillEnd(bool byHand, string status)
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await TestJobs.ExecuteAsync(house.Services, Assert.Single(house.Jobs.Enqueued), CancellationToken.None);
        await house.Control.PauseAsync(order.PublicId, "Ada", CancellationToken.None);

        var paused = await orders.GetAsync(order);
        Assert.Equal(("in_progress", false), (OrderStatus.Of(paused), paused.State.IsAtRest()));
        if (byHand)
            await orders.Orders.CancelAsync(order.PublicId, CancellationToken.None);
        else
            await CloseWindowAsync(house);
        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal(status, OrderStatus.Of(await orders.GetAsync(order)));
    }

    [Fact]
    public async Task Expire_GoesOn_WhenACrashCameAfterTheMark()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await TestJobs.ExecuteAsync(house.Services, Assert.Single(house.Jobs.Enqueued), CancellationToken.None);
        await CloseWindowAsync(house);
        await using (var db = await house.OpenAsync())
        {
            var now = DateTimeOffset.UtcNow;
            await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(batch => batch.Order!.ExpiredAt, now));
        }

        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal("expired", OrderStatus.Of(await orders.GetAsync(order)));
    }

    [Fact]
    public async Task Retry_GivesTheOrderANewWindow()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Failure("engine_step_failed", "No."));
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await house.RunJobsAsync();
        await CloseWindowAsync(house);
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));

        await house.Control.RetryFailedAsync(order.PublicId, CancellationToken.None);
        await house.SweepAsync();
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal(("completed", 1), (OrderStatus.Of(ended), ended.SucceededItems));
    }

    [Theory]
    [MemberData(nameof(BatchStates))]
    public void Status_IsAWordOfOpenAis_WhateverTheBatchsState(BatchState state)
    {
        var batch = new Batch { PublicId = "batch_x", Name = "x", ModelPath = "x", Endpoint = "x", SettingsJson = "{}", State = state };

        var word = OrderStatus.Of(batch);

        Assert.Contains(word, new[] { "validating", "in_progress", "finalizing", "cancelling", "completed", "cancelled", "failed" });
        Assert.Equal(state is BatchState.Completed or BatchState.Cancelled or BatchState.Failed, state.IsAtRest());
        Assert.Equal(state == BatchState.Failed, word == "failed");
        Assert.Equal(state == BatchState.Validating, word == "validating");
    }

    public static TheoryData<BatchState> BatchStates => [.. Enum.GetValues<BatchState>().Except([BatchState.Deleting])];

    [Fact]
    public async Task Cancel_NeedsNoBatch_WhileTheFileIsNotRead()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));

        var cancelled = await orders.Orders.CancelAsync(order.PublicId, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal("cancelled", OrderStatus.Of(cancelled));
        Assert.Equal("cancelled", OrderStatus.Of(await orders.GetAsync(order)));
        Assert.Empty(house.Engine.Sent);
    }

    [Fact]
    public async Task Refused_StaysRefused_WhateverIsAskedOfIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync("{no json");
        await house.RunJobsAsync();

        Assert.Equal("batch_finished", Assert.IsType<ControlRefused>(await house.Control.CancelAsync(order.PublicId, CancellationToken.None)).Code);
        Assert.Equal("nothing_to_retry", Assert.IsType<ControlRefused>(await house.Control.RetryFailedAsync(order.PublicId, CancellationToken.None)).Code);
        Assert.Equal("failed", OrderStatus.Of(await orders.GetAsync(order)));
    }

    [Fact]
    public async Task Pause_IsRefused_WhileTheFileIsNotRead()
    {
        await using var house = await BatchHouse.CreateAsync();
        var order = await new OrderHouse(house).OrderAsync(OrderHouse.Line("a", "one"));

        var refused = Assert.IsType<ControlRefused>(await house.Control.PauseAsync(order.PublicId, "Ada", CancellationToken.None));

        Assert.Equal("batch_validating", refused.Code);
    }

    [Fact]
    public async Task Cancel_IsRefused_WhenTheBatchEnded()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await house.RunJobsAsync();

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => orders.Orders.CancelAsync(order.PublicId, CancellationToken.None));

        Assert.Equal("batch_finished", refusal.Code);
    }

    [Fact]
    public async Task Expire_EndsWhatIsNotDone_AndSaysSoInTheErrorFile()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"), OrderHouse.Line("b", "two"));
        var validation = Assert.Single(house.Jobs.Enqueued);
        await TestJobs.ExecuteAsync(house.Services, validation, CancellationToken.None);
        await CloseWindowAsync(house);

        await house.SweepAsync();
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal("expired", OrderStatus.Of(ended));
        Assert.All(await orders.ReadAsync(ended.Order!.ErrorFileId!), line => Assert.Contains("\"code\":\"batch_expired\"", line, StringComparison.Ordinal));
        Assert.Empty(house.Engine.Sent);
    }

    [Fact]
    public async Task Delete_TakesOrderAndFilesAlong()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await house.RunJobsAsync();
        var output = (await orders.GetAsync(order)).Order!.OutputFileId!;

        await house.Control.DeleteAsync(order.PublicId, "Ada", CancellationToken.None);

        Assert.True((await Assert.ThrowsAsync<RequestRefusedException>(() => orders.GetAsync(order))).IsNotFound);
        Assert.True((await Assert.ThrowsAsync<RequestRefusedException>(() => orders.ReadAsync(output))).IsNotFound);
    }

    private static async Task CloseWindowAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        var past = DateTimeOffset.UtcNow.AddSeconds(-1);
        await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(batch => batch.Order!.ExpiresAt, past));
    }
}
